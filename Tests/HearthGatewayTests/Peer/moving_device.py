"""A blood-pressure cuff whose attributes move, made of Bumble's GATT server, on an AF_UNIX SOCK_SEQPACKET socket.

It sends what it holds to whoever subscribes, as soon as it is subscribed to.

usage: moving_device.py PATH JSON

JSON:  hash       true: it has a database hash (2B2A)
       changed    true: it has Service Changed (2A05)
       stubborn   true: it has a model (2A24), and answers nothing as long as a value is not confirmed

Standard output:  READY | DISCOVERED, once for each connection in which it was | SUBSCRIBED | CONFIRMED <systolic>
Standard input:   measure N    it measures N, in mmHg
                  move         it has more services from its next connection on: every handle changes
                  announce     the same at once, in the connection that it has, which it tells by Service Changed
                  break        it ends its connection
                  nothing      it says that it has obeyed, as after each of the others
"""

import asyncio
import hashlib
import json
import os
import socket
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../ATTTests/Peer"))

from bumble import att, gatt
from bumble.core import UUID

from bumble_server import NOTHING, READABLE, WRITEABLE, NoDevice, Peer, Properties, SeqpacketServer, blood_pressure, say


class WatchedServer(SeqpacketServer):
    """Says when a client looks for services, and can be replaced while its link is open."""

    successor = None
    is_discovered = False
    is_stubborn = False

    def __init__(self, device):
        super().__init__(device)
        self.is_unconfirmed = False
        self.unanswered = []

    async def send_value(self, link, characteristic, value):
        self.is_unconfirmed = True
        await self.indicate_subscriber(link, characteristic, value, force=True)
        self.is_unconfirmed = False
        unanswered, self.unanswered = self.unanswered, []
        for bearer, pdu in unanswered:
            self.on_gatt_pdu(bearer, pdu)

    def on_gatt_pdu(self, bearer, pdu):
        if self.is_stubborn and self.is_unconfirmed and not isinstance(pdu, att.ATT_Handle_Value_Confirmation):
            self.unanswered.append((bearer, pdu))
            return
        if self.successor is not None:
            return self.successor.on_gatt_pdu(bearer, pdu)
        if isinstance(pdu, att.ATT_Read_By_Group_Type_Request) and not self.is_discovered:
            self.is_discovered = True
            say("DISCOVERED")
        if isinstance(pdu, att.ATT_Write_Request) and self.forbids(pdu.attribute_handle):
            return self.send_response(
                bearer,
                att.ATT_Error_Response(
                    request_opcode_in_error=pdu.op_code,
                    attribute_handle_in_error=pdu.attribute_handle,
                    error_code=att.ATT_WRITE_NOT_PERMITTED_ERROR,
                ),
            )
        super().on_gatt_pdu(bearer, pdu)

    def forbids(self, handle):
        """Bumble lets everything be written to."""
        attribute = self.get_attribute(handle)
        return attribute is not None and not attribute.permissions & WRITEABLE


class MovingPeer(Peer):
    def __init__(self, options):
        super().__init__()
        self.options = options
        self.moves = 0
        self.waiting = []
        self.current = None
        self.sender = None
        self.receiver = None

    def make_server(self):
        server = WatchedServer(NoDevice())
        server.is_stubborn = self.options.get("stubborn", False)
        pressure = gatt.Characteristic(UUID(0x2A35), Properties.INDICATE, NOTHING, b"")
        changed = gatt.Characteristic(UUID(0x2A05), Properties.INDICATE, NOTHING, b"")
        # A hash of its own making: all that counts is that it changes with the attributes.
        hashed = hashlib.md5(bytes([self.moves])).digest()
        generic = [changed] if self.options.get("changed") else []
        if self.options.get("hash"):
            generic.append(gatt.Characteristic(UUID(0x2B2A), Properties.READ, READABLE, hashed))
        # What is moved is behind what tells of it, whose handles stay (Core Vol 3 Part G 7.1).
        services = [gatt.Service(UUID(0x1801), generic)] if generic else []
        for _ in range(self.moves + server.is_stubborn):
            model = gatt.Characteristic(UUID(0x2A24), Properties.READ, READABLE, b"Moving")
            services.append(gatt.Service(UUID(0x180A), [model]))
        services.append(gatt.Service(UUID(0x1810), [pressure]))
        server.add_services(services)
        pressure.on(pressure.EVENT_SUBSCRIPTION, lambda link, _, indicate: indicate and self.subscribed(link))
        self.current = (server, pressure, changed)
        return server

    def subscribed(self, link):
        say("SUBSCRIBED")
        self.begin(link)

    def begin(self, link):
        """Sends to a subscriber, once, however often it subscribes; one of before waits for nothing any more."""
        receiver = (link, self.current)
        if receiver == self.receiver:
            return
        self.receiver = receiver
        if self.sender is not None:
            self.sender.cancel()
        self.sender = asyncio.get_running_loop().create_task(self.send(link, *self.current[:2]))

    async def send(self, link, server, pressure):
        """A value is forgotten once it was confirmed."""
        while True:
            while not self.waiting:
                await asyncio.sleep(0.005)
            value = self.waiting[0]
            await server.send_value(link, pressure, blood_pressure(value, 80))
            say("CONFIRMED", value)
            self.waiting.remove(value)

    async def announce(self):
        """Moves everything, once nothing is unconfirmed, and tells it over the link that is open."""
        while self.waiting:
            await asyncio.sleep(0.005)
        link = self.links[-1]
        old, _, changed = self.current
        self.moves += 1
        handle = changed.handle
        new = self.make_server()
        old.successor = new
        new_changed = self.current[2]
        assert new_changed.handle == handle
        await new.indicate_subscriber(link, new_changed, struct.pack("<HH", 1, 0xFFFF), force=True)
        say("ANNOUNCED")

    async def obey(self):
        loop = asyncio.get_running_loop()
        while words := (await loop.run_in_executor(None, sys.stdin.readline)).split():
            if words[0] == "measure":
                self.waiting.append(int(words[1]))
            elif words[0] == "move":
                self.moves += 1
            elif words[0] == "announce":
                self.run(self.announce())
            elif words[0] == "break":
                self.links[-1].sock.shutdown(socket.SHUT_RDWR)
            say("OBEYED", *words)
        os._exit(0)


if __name__ == "__main__":
    asyncio.run(MovingPeer(json.loads(sys.argv[2])).main(sys.argv[1]))
