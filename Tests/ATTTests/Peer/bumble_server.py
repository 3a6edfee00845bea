"""A health device made of Bumble's GATT server, on an AF_UNIX SOCK_SEQPACKET socket.

One datagram is one ATT PDU, as on an L2CAP channel with CID 4. The peer shares no code with Hearth, so that a mistake
that Hearth's client and Hearth's simulated devices have in common is found here.

usage: bumble_server.py PATH

Standard output:  READY | CONFIRMED <hex of the value> | TIMEOUT <hex> | WRITTEN <hex> | ENCRYPTED
Standard input:   encrypt      the link counts as encrypted from now on
"""

import asyncio
import os
import socket
import struct
import sys

from bumble import att, gatt, gatt_server
from bumble.core import UUID

Properties = gatt.Characteristic.Properties
Permissions = att.Attribute.Permissions
READABLE = Permissions.READABLE
WRITEABLE = Permissions.WRITEABLE
NOTHING = Permissions(0)

MODEL = b"BP-1000 with a model number longer than a default MTU"
SERIAL_OF_22_BYTES = b"0123456789abcdefghijkl"
PRESSURES = [(120, 80), (135, 85), (142, 91)]
HEART_RATES = [61, 62, 63, 64, 65]
CUSTOM_SERVICE = UUID("6E400001-B5A3-F393-E0A9-E50E24DCCA9E")
CUSTOM_CHARACTERISTIC = UUID("6E400002-B5A3-F393-E0A9-E50E24DCCA9E")


def say(*words):
    print(*words, flush=True)


def blood_pressure(systolic, diastolic):
    """Flags 0 (mmHg, no options), three SFLOATs with exponent 0; the mean is not measured (NaN)."""
    return struct.pack("<BHHH", 0, systolic, diastolic, 0x07FF)


class Link:
    """What the GATT server wants to know of a connection."""

    def __init__(self, handle, sock):
        self.handle = handle
        self.sock = sock
        self.att_mtu = att.ATT_DEFAULT_MTU
        self.encryption = 0
        self.authenticated = False

    def on_att_mtu_update(self, mtu):
        self.att_mtu = mtu


class NoL2cap:
    """Stands for the rest of a Bluetooth device, which has no further channel."""

    le_coc_channels = {}


class NoDevice:
    l2cap_channel_manager = NoL2cap()


class SeqpacketServer(gatt_server.Server):
    def send_gatt_pdu(self, bearer, pdu):
        try:
            bearer.sock.send(pdu)
        except OSError:
            pass  # The client has gone; the reader sees it too.


class Peer:
    def __init__(self):
        self.links = []

    def make_server(self):
        server = SeqpacketServer(NoDevice())
        pressure = gatt.Characteristic(UUID(0x2A35), Properties.INDICATE, NOTHING, b"")
        guarded = gatt.Characteristic(UUID(0x2A1C), Properties.INDICATE, NOTHING, b"")
        rate = gatt.Characteristic(UUID(0x2A37), Properties.NOTIFY, NOTHING, b"")
        custom = gatt.Characteristic(
            CUSTOM_CHARACTERISTIC,
            Properties.READ | Properties.WRITE | Properties.WRITE_WITHOUT_RESPONSE,
            READABLE | WRITEABLE,
            b"",
            [gatt.Descriptor(UUID(0x2901), READABLE, b"a custom value")],
        )
        custom.on(custom.EVENT_WRITE, lambda _, value: say("WRITTEN", value.hex()))
        server.add_services([
            gatt.Service(UUID(0x180A), [
                gatt.Characteristic(UUID(0x2A24), Properties.READ, READABLE, MODEL),
                gatt.Characteristic(UUID(0x2A25), Properties.READ, READABLE, SERIAL_OF_22_BYTES),
            ]),
            gatt.Service(UUID(0x1810), [pressure]),
            gatt.Service(CUSTOM_SERVICE, [custom]),
            gatt.Service(UUID(0x180D), [rate]),
            gatt.Service(UUID(0x1809), [guarded]),
        ])
        self.guard(server, guarded)
        pressure.on(
            pressure.EVENT_SUBSCRIPTION,
            lambda link, _, indicate: indicate and self.run(self.indicate(server, link, pressure)),
        )
        rate.on(
            rate.EVENT_SUBSCRIPTION,
            lambda link, notify, _: notify and self.run(self.notify(server, link, rate)),
        )
        return server

    @staticmethod
    def guard(server, characteristic):
        """Real meters refuse the subscription until the link is encrypted."""
        for attribute in server.attributes:
            if attribute.handle == characteristic.end_group_handle:
                attribute.permissions = READABLE | WRITEABLE | Permissions.WRITE_REQUIRES_ENCRYPTION

    @staticmethod
    def run(work):
        asyncio.get_running_loop().create_task(work)

    async def indicate(self, server, link, characteristic):
        for systolic, diastolic in PRESSURES:
            value = blood_pressure(systolic, diastolic)
            try:
                await server.indicate_subscriber(link, characteristic, value)
                say("CONFIRMED", value.hex())
            except TimeoutError:
                say("TIMEOUT", value.hex())
                return

    async def notify(self, server, link, characteristic):
        for rate in HEART_RATES:
            await server.notify_subscriber(link, characteristic, bytes([0, rate]))

    async def serve(self, sock, handle):
        server = self.make_server()
        link = Link(handle, sock)
        self.links.append(link)
        loop = asyncio.get_running_loop()
        while True:
            try:
                datagram = await loop.sock_recv(sock, 1024)
            except OSError:
                break
            if not datagram:
                break
            server.on_gatt_pdu(link, att.ATT_PDU.from_bytes(datagram))
        self.links.remove(link)
        server.on_disconnection(link)
        sock.close()

    async def obey(self):
        """Takes commands until standard input ends, which is when the test has gone."""
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            if line.strip() == "encrypt":
                for link in self.links:
                    link.encryption = 1
                say("ENCRYPTED")
        os._exit(0)

    async def main(self, path):
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        listener.bind(path)
        listener.listen(8)
        listener.setblocking(False)
        loop = asyncio.get_running_loop()
        self.run(self.obey())
        say("READY")
        handle = 0
        while True:
            sock, _ = await loop.sock_accept(listener)
            sock.setblocking(False)
            handle += 1
            self.run(self.serve(sock, handle))


if __name__ == "__main__":
    asyncio.run(Peer().main(sys.argv[1]))
