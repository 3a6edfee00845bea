#!/usr/bin/env python3
"""Bumble as the radio of the test machine: an adapter for the kernel (/dev/vhci) and measuring devices around it.

usage: radio.py FOLDER [DEVICE...]      DEVICE: ADDRESS=PAIRING[,early][,legacy][,clock][,public][,glucose]
PAIRING is one of none, shows, types, compares; an early device sends as soon as the link is encrypted. A device is a
blood-pressure cuff, with a clock or without and with a random address or a public one, or a glucose meter that keeps what it measured and sends it when it is
asked.

The devices keep their bonds in FOLDER. Commands come as lines to the socket /run/radio: see `Radio.obey`.
"""

import asyncio
import os
import struct
import sys

from bumble import att, core, hci, ll
from bumble.controller import Controller
from bumble.core import UUID, AdvertisingData
from bumble.device import Device, DeviceConfiguration
from bumble.gatt import Characteristic, Service
from bumble.gatt import GATT_CLIENT_CHARACTERISTIC_CONFIGURATION_DESCRIPTOR as CONFIGURATION
from bumble.host import Host
from bumble.keys import JsonKeyStore
from bumble.link import LocalLink
from bumble.pairing import PairingConfig, PairingDelegate
from bumble.transport import open_transport
from bumble.transport.common import AsyncPipeSink

Properties = Characteristic.Properties
SECURED = att.Attribute.READABLE | att.Attribute.WRITEABLE | att.Attribute.WRITE_REQUIRES_ENCRYPTION
ADAPTER_ADDRESS = "C0:FF:EE:00:00:01"
# A real central needs some connection events as well; Bumble drops what comes before its host knows the link.
CONNECTION_DELAY_SECONDS = 0.06
ADVERTISING_INTERVAL_MS = 100
# A device ends a link over which nothing begins: its host may not know of it.
IDLE_SECONDS = 10
# Long enough for a busy machine to take the records that were sent before a connection breaks.
BREAK_DELAY_SECONDS = 3
# A number of the maker's own; the kernel logs it.
HARDWARE_ERROR = 0x42


def say(*words):
    print(*words, flush=True)


def blood_pressure(systolic, has_time):
    """Flags (mmHg, a time stamp or none), three SFLOATs with exponent 0; the mean is not measured (NaN)."""
    time = struct.pack("<HBBBBB", 2026, 6, 15, 9, systolic % 60, 0) if has_time else b""
    return struct.pack("<BHHH", 2 if has_time else 0, systolic, 80, 0x07FF) + time


class Link(LocalLink):
    """Carries data between the kernel's adapter, which has a public address, and devices with random ones."""

    def send_acl_data(self, sender_controller, destination_address, transport, data):
        if transport != core.PhysicalTransport.LE:
            return super().send_acl_data(sender_controller, destination_address, transport, data)
        connection = sender_controller.le_connections.get(destination_address)
        receiver = self.find_le_controller(destination_address)
        if connection and receiver:
            loop = asyncio.get_running_loop()
            loop.call_soon(receiver.on_link_acl_data, connection.self_address, transport, data)


class Adapter(Controller):
    """The controller that the kernel drives: Low Energy with the older scanning commands only."""

    le_features = Controller.le_features & ~(
        hci.LeFeatureMask.LE_EXTENDED_ADVERTISING
        | hci.LeFeatureMask.LE_PERIODIC_ADVERTISING
        | hci.LeFeatureMask.LL_PRIVACY
    )
    manufacturer_company_identifier = 0x05F1
    held = None

    def on_hci_reset_command(self, command):
        """Bumble keeps what a controller loses in a reset."""
        say("RESET")
        self.lose_all()
        return super().on_hci_reset_command(command)

    def lose_all(self):
        self.le_connections.clear()
        self.pending_le_connection = None
        self.le_scan_enable = False
        self.held = None

    def send_hci_packet(self, packet):
        if self.held is not None:
            self.held.append(packet)
        elif isinstance(packet, hci.HCI_LE_Connection_Complete_Event) and packet.status == 0:
            self.held = [packet]
            asyncio.get_running_loop().call_later(CONNECTION_DELAY_SECONDS, self.release)
        else:
            super().send_hci_packet(packet)

    def release(self):
        held, self.held = self.held, None
        for packet in held or []:
            super().send_hci_packet(packet)

    def on_hci_le_create_connection_cancel_command(self, command):
        """Bumble leaves the attempt in place and never reports its end.

        As long as the host has not been told of a link it can be given up: nobody else would ever end it.
        """
        attempt, self.pending_le_connection = self.pending_le_connection, None
        if attempt is None:
            attempt = self.give_up_untold_link()
        if attempt is None:
            return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR)
        event = hci.HCI_LE_Connection_Complete_Event(
            status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
            connection_handle=0,
            role=0,
            peer_address_type=attempt.peer_address_type,
            peer_address=attempt.peer_address,
            connection_interval=0,
            peripheral_latency=0,
            supervision_timeout=0,
            central_clock_accuracy=0,
        )
        asyncio.get_running_loop().call_soon(self.send_hci_packet, event)
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)

    def give_up_untold_link(self):
        """Ends the link of which the host is not told yet; returns what it would have been told."""
        told_later = (packet for packet in self.held or [] if isinstance(packet, hci.HCI_LE_Connection_Complete_Event))
        complete = next((packet for packet in told_later if packet.status == 0), None)
        if complete is not None:
            handle = complete.connection_handle
            connection = self.find_le_connection_by_handle(handle)
            self.held = [packet for packet in self.held if getattr(packet, "connection_handle", None) != handle]
            connection.send_ll_control_pdu(ll.TerminateInd(hci.HCI_ErrorCode.REMOTE_USER_TERMINATED_CONNECTION_ERROR))
            del self.le_connections[connection.peer_address]
        return complete


class Display(PairingDelegate):
    """What the person at the device does: reads its passkey out, types ours, or compares."""

    async def display_number(self, number, digits=6):
        say("PASSKEY", f"{number:06d}")

    async def get_number(self):
        while True:
            try:
                with open("/run/passkey") as file:
                    return int(file.read())
            except (OSError, ValueError):
                await asyncio.sleep(0.1)

    async def compare_numbers(self, number, digits):
        say("NUMBER", f"{number:06d}")
        return True


class Peripheral(Device):
    """Bumble keeps the key of a legacy pairing under another name than the one under which it looks for it."""

    async def get_long_term_key(self, connection_handle, rand, ediv):
        key = await super().get_long_term_key(connection_handle, rand, ediv)
        connection = self.lookup_connection(connection_handle)
        if connection and not self.smp_manager.sessions.get(connection_handle):
            keys = await self.keystore.get(str(connection.peer_address))
            if keys and not keys.ltk and keys.ltk_central:
                return keys.ltk_central.value
        return key


class Meter:
    """A blood-pressure cuff that asks for encryption before it tells anything."""

    SERVICE = 0x1810
    CAPABILITIES = {
        "none": PairingDelegate.NO_OUTPUT_NO_INPUT,
        "shows": PairingDelegate.DISPLAY_OUTPUT_ONLY,
        "types": PairingDelegate.KEYBOARD_INPUT_ONLY,
        "compares": PairingDelegate.DISPLAY_OUTPUT_AND_YES_NO_INPUT,
    }

    def __init__(self, address, pairing, link, folder, early, legacy, clock, public):
        self.address = address
        self.early = early
        self.clock = clock
        self.address_type = hci.OwnAddressType.PUBLIC if public else hci.OwnAddressType.RANDOM
        self.waiting = []
        self.connection = None
        self.is_open = False
        self.sending = None
        self.swallows = False
        tail = address[-2:]
        self.controller = Controller(tail, link=link, public_address=address if public else "A0" + address[2:])
        configuration = DeviceConfiguration(name=f"Cuff {tail}", address=hci.Address(address))
        configuration.advertising_interval_min = configuration.advertising_interval_max = ADVERTISING_INTERVAL_MS
        self.device = Peripheral(config=configuration, host=Host(self.controller, AsyncPipeSink(self.controller)))
        self.device.keystore = JsonKeyStore(address, os.path.join(folder, f"{tail}.json"))
        capability = self.CAPABILITIES[pairing]
        self.device.pairing_config_factory = lambda connection: PairingConfig(
            sc=not legacy,
            mitm=pairing != "none",
            bonding=True,
            delegate=Display(capability),
            identity_address_type=PairingConfig.AddressType.PUBLIC if public else None,
        )
        server = self.device.gatt_server
        server.add_services([self.service()])
        self.take = server.on_gatt_pdu
        server.on_gatt_pdu = self.took
        for attribute in server.attributes:
            if attribute.type == CONFIGURATION:
                attribute.permissions = att.Attribute.Permissions(SECURED)
        self.device.on("connection", self.connected)

    def service(self):
        self.measurement = Characteristic(UUID(0x2A35), Properties.INDICATE, att.Attribute.Permissions(0), b"")
        self.measurement.on("subscription", self.subscribed)
        return Service(UUID(self.SERVICE), [self.measurement])

    def took(self, bearer, pdu):
        if isinstance(pdu, att.ATT_Read_By_Group_Type_Request):
            say("DISCOVERED", self.address)
        if self.swallows and isinstance(pdu, att.ATT_Handle_Value_Confirmation):
            self.swallows = False
            say("SWALLOWED", self.address)
        else:
            self.take(bearer, pdu)

    async def start(self):
        await self.device.power_on()
        await self.advertise()

    async def advertise(self):
        data = AdvertisingData([
            (AdvertisingData.FLAGS, bytes([6])),
            (AdvertisingData.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, struct.pack("<H", self.SERVICE)),
            (AdvertisingData.COMPLETE_LOCAL_NAME, self.device.name.encode()),
        ])
        await self.device.start_advertising(
            own_address_type=self.address_type,
            auto_restart=False,
            advertising_data=bytes(data),
            advertising_interval_min=ADVERTISING_INTERVAL_MS,
            advertising_interval_max=ADVERTISING_INTERVAL_MS,
        )

    def connected(self, connection):
        self.connection = connection
        say("CONNECTED", self.address, "by", connection.peer_resolvable_address or connection.peer_address)
        connection.on("disconnection", self.disconnected)
        connection.on("connection_encryption_change", self.encrypted)
        connection.on("pairing", lambda keys: say("BONDED", self.address))
        asyncio.get_running_loop().call_later(IDLE_SECONDS, self.give_up, connection)

    def give_up(self, connection):
        is_used = connection.is_encrypted or self.device.smp_manager.sessions.get(connection.handle)
        if connection is self.connection and not is_used:
            say("GAVE UP", self.address)
            asyncio.get_running_loop().create_task(connection.disconnect())

    def disconnected(self, reason):
        self.connection = None
        self.is_open = False
        # Nobody will confirm what was sent over it; Bumble would wait for that all the same.
        if self.sending:
            self.sending.cancel()
            self.sending = None
        say("DISCONNECTED", self.address, hex(reason))
        asyncio.get_running_loop().create_task(self.advertise())

    def encrypted(self):
        say("ENCRYPTED", self.address, "authenticated" if self.connection.authenticated else "unauthenticated")
        if self.early:
            self.open()

    def subscribed(self, bearer, notify, indicate):
        say("SUBSCRIBED", self.address)
        if indicate:
            self.open()

    def open(self):
        self.is_open = True
        self.send()

    def measure(self, values):
        self.waiting += values
        if self.is_open:
            self.send()

    def send(self):
        if not self.sending:
            self.sending = asyncio.get_running_loop().create_task(self.send_all())

    async def send_all(self):
        """Indicates what waits; a value is forgotten once it was confirmed."""
        try:
            while self.waiting and self.is_open:
                value = blood_pressure(self.waiting[0], self.clock)
                server = self.device.gatt_server
                await server.indicate_subscriber(self.connection, self.measurement, value, force=True)
                say("CONFIRMED", self.address, self.waiting.pop(0))
        except Exception as error:
            say("UNCONFIRMED", self.address, repr(error))
        self.sending = None
        # What a connection that broke left is sent over the one that came after it.
        if self.waiting and self.is_open:
            self.send()


class GlucoseMeter(Meter):
    """Keeps its records and reports them through a record access control point; nothing can be deleted."""

    SERVICE = 0x1808

    def service(self):
        self.numbers = []
        self.break_after = None
        self.measurement = Characteristic(UUID(0x2A18), Properties.NOTIFY, att.Attribute.Permissions(0), b"")
        self.control = Characteristic(
            UUID(0x2A52), Properties.WRITE | Properties.INDICATE, att.Attribute.Permissions(SECURED), b""
        )
        self.control.on("write", lambda _, request: asyncio.get_running_loop().create_task(self.asked(request)))
        return Service(UUID(self.SERVICE), [self.measurement, self.control])

    def measure(self, values):
        self.numbers += values

    async def asked(self, request):
        """Report (1) or count (4) all (operator 1), or those from a sequence number on (operator 3)."""
        say("ASKED", self.address, request.hex())
        first = struct.unpack("<H", request[3:5])[0] if request[1] == 3 else 0
        numbers = [number for number in self.numbers if number >= first]
        if request[0] == 4:
            return await self.answer(struct.pack("<BBH", 5, 0, len(numbers)))
        for number in numbers:
            if self.break_after == 0:
                self.break_after = None
                # A kernel drops what it has not handed over when a connection ends.
                await asyncio.sleep(BREAK_DELAY_SECONDS)
                say("BROKE", self.address)
                return await self.connection.disconnect()
            await self.device.gatt_server.notify_subscriber(self.connection, self.measurement, self.record(number))
            if self.break_after:
                self.break_after -= 1
        await self.answer(bytes([6, 0, request[0], 1 if numbers else 6]))

    async def answer(self, value):
        await self.device.gatt_server.indicate_subscriber(self.connection, self.control, value)
        say("ANSWERED", self.address, value.hex())

    @staticmethod
    def record(number):
        """Concentration and sample in kg/L: 100 mg/dL and its number more; capillary blood from a finger."""
        time = struct.pack("<HBBBBB", 2026, 6, 15, 8, number, 0)
        return struct.pack("<BH", 0x02, number) + time + struct.pack("<HB", 0xB000 | 100 + number, 0x11)


class Radio:
    def __init__(self, folder, devices):
        self.folder = folder
        self.devices = devices
        self.meters = {}
        self.adapter = None

    async def start(self):
        self.link = Link()
        await self.plug()
        for text in self.devices:
            address, options = text.split("=")
            pairing, *more = options.split(",")
            kind = GlucoseMeter if "glucose" in more else Meter
            traits = (trait in more for trait in ("early", "legacy", "clock", "public"))
            meter = kind(address, pairing, self.link, self.folder, *traits)
            self.meters[address] = meter
            await meter.start()

    async def plug(self):
        self.transport = await open_transport("vhci")
        self.adapter = Adapter(
            "adapter",
            host_source=self.transport.source,
            host_sink=self.transport.sink,
            link=self.link,
            public_address=ADAPTER_ADDRESS,
        )

    async def unplug(self):
        """Takes the adapter away; the devices notice that nobody is there any more."""
        self.link.remove_controller(self.adapter)
        await self.transport.close()
        self.lose_links()

    def fail(self):
        """The firmware fails: its links are dead, and it reports a hardware error (Core Vol 4 Part E 7.7.16)."""
        self.adapter.lose_all()
        self.lose_links()
        self.adapter.send_hci_packet(hci.HCI_Event(bytes([HARDWARE_ERROR]), event_code=hci.HCI_HARDWARE_ERROR_EVENT))

    def lose_links(self):
        for meter in self.meters.values():
            for connection in list(meter.controller.le_connections.values()):
                meter.controller.on_le_disconnected(connection, hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)

    async def obey(self, words):
        """measure ADDRESS VALUE..., swallow ADDRESS, break ADDRESS RECORDS, forget ADDRESS, disconnect ADDRESS, unplug,
        plug, fail"""
        command, *arguments = words
        meter = self.meters.get(arguments[0]) if arguments else None
        if command == "measure":
            meter.measure([int(value) for value in arguments[1:]])
        elif command == "break":
            meter.break_after = int(arguments[1])
        elif command == "swallow":
            meter.swallows = True
        elif command == "forget":
            await meter.device.keystore.delete_all()
        elif command == "disconnect":
            await meter.connection.disconnect()
        elif command == "unplug":
            await self.unplug()
        elif command == "plug":
            await self.plug()
        elif command == "fail":
            self.fail()
        else:
            raise ValueError(command)

    async def serve(self, reader, writer):
        while line := (await reader.readline()).decode().split():
            try:
                await self.obey(line)
                answer = "done"
            except Exception as error:
                answer = repr(error)
            writer.write(f"{answer}\n".encode())
            await writer.drain()


async def main():
    radio = Radio(sys.argv[1], sys.argv[2:])
    await radio.start()
    await asyncio.start_unix_server(radio.serve, "/run/radio")
    say("READY")
    await asyncio.get_running_loop().create_future()


asyncio.run(main())
