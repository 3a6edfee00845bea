"""Health devices with a memory, made of Bumble's GATT server, on an AF_UNIX SOCK_SEQPACKET socket.

Bumble knows nothing of record access control points: the procedures here are written from the GATT Specification
Supplement, apart from Hearth's.

usage: recording_devices.py PATH JSON

JSON:  kind        glucose | oximeter | cgm | scale
       records     how many records it holds at first, numbered from `first` (0) on
       first       the number of the oldest record
       contexts    numbers of the records that announce a context (glucose)
       lost        those of them whose context never comes
       cuts        numbers of the records between which and their contexts the connection breaks, once each
       breaks      after how many records each connection is broken, in turn; 0 for never
       holds       after how many records the device pauses until it is told to go on, once
       filters     false: it knows no operator but "all records"
       refusals    response codes with which it answers the first requests for records
       silences    how many requests for records it does not answer at first
       session     "2024-06-15T08:00:00": when the session of a monitor began; without, there is none
       protected   true: all values of a monitor have a checksum
       clockAhead  by how many seconds its clock is ahead of Tokyo's; without, it has none
       clockUuid   its characteristic: "2A2B", or "2A08" for a clock that has the date and time alone
       clockRefuses  true: it lets nobody set its clock, though it says that it does
       user        index of the scale's user, who has to consent with the code 1234 before it sends anything
       packets     what a scale indicates as soon as it is subscribed to, until it is confirmed; hexadecimal

Standard output:  READY | REQUEST <hex> | HELD | BROKEN | CONFIRMED <hex> | OPERATION <hex> | START <hex> | CLOCK <hex>
                  | CONSENT <hex>
Standard input:   measure N    it records N more
                  show         it records one more and notifies it at once (glucose)
                  restart      its battery is changed: it forgets, and counts from 0
                  go           it goes on after a pause
"""

import asyncio
import datetime
import json
import os
import select
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../ATTTests/Peer"))

from bumble import att, gatt
from bumble.core import UUID

from bumble_server import NOTHING, READABLE, WRITEABLE, NoDevice, Peer, Properties, SeqpacketServer, say

REPORT, DELETE, ABORT, COUNT, NUMBER, RESPONSE = 1, 2, 3, 4, 5, 6
SUCCESS, OPERATOR_NOT_SUPPORTED, NO_RECORDS = 1, 4, 6
ALL, FROM = 1, 3


def date_time(serial):
    """The minutes of a morning, one for each record that the device ever made."""
    return struct.pack("<HBBBBB", 2024, 6, 15, 8 + serial // 60 % 12, serial % 60, 0)


def packed(time):
    return struct.pack("<HBBBBB", time.year, time.month, time.day, time.hour, time.minute, time.second)


def unpacked(value):
    return datetime.datetime(*struct.unpack("<HBBBBB", value[:7]))


def in_tokyo():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).replace(tzinfo=None)


def checksum(value):
    """CRC-16 of MCRF4XX."""
    crc = 0xFFFF
    for byte in value:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    return crc


class Record:
    def __init__(self, number, serial):
        self.number = number
        self.serial = serial


class RecordingPeer(Peer):
    def __init__(self, options):
        super().__init__()
        self.options = options
        self.records = []
        self.next_number = options.get("first", 0)
        self.serial = 0
        self.breaks = list(options.get("breaks", []))
        self.refusals = list(options.get("refusals", []))
        self.silences = options.get("silences", 0)
        self.cuts = list(options.get("cuts", []))
        self.is_aborted = False
        self.gate = asyncio.Event()
        self.show = None
        self.session = None
        if "session" in options:
            self.session = packed(datetime.datetime.fromisoformat(options["session"])) + bytes([0x80, 0xFF])
        self.clock_ahead = options.get("clockAhead")
        self.packets = [bytes.fromhex(packet) for packet in options.get("packets", [])]
        self.measure(options.get("records", 0))

    def measure(self, count):
        for _ in range(count):
            self.records.append(Record(self.next_number & 0xFFFF, self.serial))
            self.next_number += 1
            self.serial += 1

    # What the device offers

    def make_server(self):
        server = SeqpacketServer(NoDevice())
        control = gatt.Characteristic(UUID(0x2A52), Properties.WRITE | Properties.INDICATE, WRITEABLE, b"")
        left = self.breaks.pop(0) if self.breaks else 0
        state = {"left": left or None}
        if self.clock_ahead is not None:
            server.add_services([gatt.Service(UUID(0x1805), [self.clock()])])
        if self.options["kind"] == "scale":
            measurement, send = self.scale(server, state)
            server.add_services([gatt.Service(UUID(0x181B), [measurement])])
            if "user" in self.options:
                server.add_services([gatt.Service(UUID(0x181C), self.user_data(server, send))])
            return server
        def show():
            self.measure(1)
            self.run(server.notify_subscribers(measurement, self.glucose(self.records[-1])))

        self.show = show
        service, properties, uuid, others = {
            "glucose": lambda: (0x1808, Properties.NOTIFY, 0x2A18, [
                gatt.Characteristic(UUID(0x2A34), Properties.NOTIFY, NOTHING, b""),
            ]),
            "oximeter": lambda: (0x1822, Properties.INDICATE, 0x2A5E, []),
            "cgm": lambda: (0x181F, Properties.NOTIFY, 0x2AA7, self.monitor(server)),
        }[self.options["kind"]]()
        measurement = gatt.Characteristic(UUID(uuid), properties, NOTHING, b"")
        server.add_services([gatt.Service(UUID(service), [measurement, *others, control])])
        control.on(
            control.EVENT_WRITE,
            lambda link, value: self.run(self.obey_request(server, link, measurement, others, control, state, value)),
        )
        return server

    def clock(self):
        uuid = self.options.get("clockUuid", "2A2B")
        is_plain = uuid == "2A08"

        def read(_):
            shown = packed(in_tokyo() + datetime.timedelta(seconds=self.clock_ahead))
            return shown if is_plain else shown + bytes(3)

        def write(_, value):
            if self.options.get("clockRefuses"):
                say("REFUSED", value.hex())
                # "Data field ignored" of the Current Time service.
                raise att.ATT_Error(0x80)
            say("CLOCK", value.hex())
            self.clock_ahead = round((unpacked(value) - in_tokyo()).total_seconds())

        value = gatt.CharacteristicValue(read=read, write=write)
        return gatt.Characteristic(UUID(int(uuid, 16)), Properties.READ | Properties.WRITE, READABLE | WRITEABLE, value)

    def scale(self, server, state):
        measurement = gatt.Characteristic(UUID(0x2A9C), Properties.INDICATE, NOTHING, b"")

        async def send(link):
            while self.packets and not self.is_broken(link, state):
                await server.indicate_subscriber(link, measurement, self.packets[0])
                say("CONFIRMED", self.packets.pop(0).hex())
                if state["left"]:
                    state["left"] -= 1

        if "user" not in self.options:
            measurement.on(measurement.EVENT_SUBSCRIPTION, lambda link, _, indicate: indicate and self.run(send(link)))
        return measurement, send

    def user_data(self, server, send):
        """Op code 2 is consent; the answer is 1 success or 5 user not authorised."""
        control = gatt.Characteristic(UUID(0x2A9F), Properties.WRITE | Properties.INDICATE, WRITEABLE, b"")
        index = bytearray([0xFF])

        async def decide(link, request):
            say("CONSENT", request.hex())
            is_right = request == struct.pack("<BBH", 2, self.options["user"], 1234)
            if is_right:
                index[0] = self.options["user"]
            await server.indicate_subscriber(link, control, bytes([0x20, request[0], 1 if is_right else 5]))
            # A scale tells a stranger of nobody by name.
            await send(link)

        control.on(control.EVENT_WRITE, lambda link, request: self.run(decide(link, request)))
        value = gatt.CharacteristicValue(read=lambda _: bytes(index))
        return [gatt.Characteristic(UUID(0x2A9A), Properties.READ, READABLE, value), control]

    def monitor(self, server):
        """The characteristics of a continuous glucose monitor besides its measurements."""
        def constant(uuid, value):
            return gatt.Characteristic(UUID(uuid), Properties.READ, READABLE, gatt.CharacteristicValue(read=value))

        def write_start(_, value):
            say("START", value.hex())
            self.session = value[:9]

        start = gatt.CharacteristicValue(
            read=lambda _: self.sealed(self.session or bytes([0, 0, 0, 0, 0, 0, 0, 0x80, 0xFF])),
            write=write_start,
        )
        operations = gatt.Characteristic(UUID(0x2AAC), Properties.WRITE | Properties.INDICATE, WRITEABLE, b"")

        async def operate(link, request):
            say("OPERATION", request.hex())
            await server.indicate_subscriber(link, operations, self.sealed(bytes([28, request[0], 1])))

        operations.on(operations.EVENT_WRITE, lambda link, value: self.run(operate(link, value)))
        feature = struct.pack("<I", 0x59001000 if self.options.get("protected") else 0x59000000)
        seal = struct.pack("<H", checksum(feature) if self.options.get("protected") else 0xFFFF)
        stopped = 0 if self.session else 1
        return [
            constant(0x2AA8, lambda _: feature + seal),
            constant(0x2AA9, lambda _: self.sealed(struct.pack("<HBBB", 10, stopped, 0, 0))),
            gatt.Characteristic(UUID(0x2AAA), Properties.READ | Properties.WRITE, READABLE | WRITEABLE, start),
            constant(0x2AAB, lambda _: self.sealed(struct.pack("<H", 14 * 24))),
            operations,
        ]

    def sealed(self, value):
        return value + struct.pack("<H", checksum(value)) if self.options.get("protected") else value

    # The record access control point

    async def obey_request(self, server, link, measurement, others, control, state, request):
        say("REQUEST", request.hex())
        op_code, operator = request[0], request[1]
        passing = [record for record in self.records if self.passes(record, request)]
        if op_code == ABORT:
            self.is_aborted = True
            return await self.answer(server, link, control, bytes([RESPONSE, 0, ABORT, SUCCESS]))
        if operator != ALL and not self.options.get("filters", True):
            return await self.answer(server, link, control, bytes([RESPONSE, 0, op_code, OPERATOR_NOT_SUPPORTED]))
        if op_code == COUNT:
            return await self.answer(server, link, control, struct.pack("<BBH", NUMBER, 0, len(passing)))
        self.is_aborted = False
        if self.silences > 0:
            self.silences -= 1
            return
        if self.refusals:
            return await self.answer(server, link, control, bytes([RESPONSE, 0, REPORT, self.refusals.pop(0)]))
        for record in passing:
            if self.is_aborted or link.sock.fileno() < 0 or self.is_broken(link, state):
                return
            await self.report(server, link, measurement, others, state, record)
            if state["left"]:
                state["left"] -= 1
        code = SUCCESS if passing else NO_RECORDS
        await self.answer(server, link, control, bytes([RESPONSE, 0, REPORT, code]))

    @staticmethod
    def is_broken(link, state):
        if state["left"] != 0:
            return False
        say("BROKEN")
        link.sock.shutdown(2)
        return True

    def passes(self, record, request):
        if request[0] not in (REPORT, COUNT) or request[1] == ALL:
            return True
        assert request[1] == FROM and request[2] == 1, "the gateway asks for all, or from a number on"
        return record.number >= struct.unpack("<H", request[3:5])[0]

    @staticmethod
    async def answer(server, link, control, value):
        try:
            await server.indicate_subscriber(link, control, value)
            say("CONFIRMED", value.hex())
        except TimeoutError:
            pass

    @staticmethod
    async def has_room(link):
        """A radio sends no faster than it can; the server would drop what the socket does not take."""
        while link.sock.fileno() >= 0 and not select.select([], [link.sock], [], 0)[1]:
            await asyncio.sleep(0.001)

    async def report(self, server, link, measurement, others, state, record):
        await self.has_room(link)
        if self.options.get("holds") == record.serial and not self.gate.is_set():
            say("HELD")
            await self.gate.wait()
        if self.options["kind"] == "glucose":
            await server.notify_subscriber(link, measurement, self.glucose(record))
            if record.number in self.cuts:
                self.cuts.remove(record.number)
                state["left"] = 0
                self.is_broken(link, state)
                return
            if record.number in self.options.get("contexts", []) and record.number not in self.options.get("lost", []):
                # Before a meal.
                await server.notify_subscriber(link, others[0], struct.pack("<BHB", 0x02, record.number, 1))
        elif self.options["kind"] == "cgm":
            await server.notify_subscriber(link, measurement, self.interstitial(record))
        else:
            await server.indicate_subscriber(link, measurement, self.saturation(record))
        await asyncio.sleep(0)

    # The values

    def glucose(self, record):
        """Concentration and sample, in kg/L: 100 mg/dL and one more for each record, up to 1999; capillary, finger."""
        context = 0x10 if record.number in self.options.get("contexts", []) else 0
        head = struct.pack("<BH", 0x02 | context, record.number)
        return head + date_time(record.serial) + struct.pack("<HB", 0xB000 | 100 + record.serial % 1900, 0x11)

    def interstitial(self, record):
        """100 mg/dL and one more for each record; its number is the minutes since the session began."""
        size = 8 if self.options.get("protected") else 6
        return self.sealed(struct.pack("<BBHH", size, 0, 100 + record.serial, record.number))

    @staticmethod
    def saturation(record):
        """A time stamp and a measurement status: from storage; 90 % and one more for each record, pulse 60."""
        return struct.pack("<BHH", 0x03, 90 + record.serial, 60) + date_time(record.serial) + struct.pack("<H", 0x0200)

    async def obey(self):
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            command, *arguments = line.split()
            if command == "measure":
                self.measure(int(arguments[0]))
            elif command == "show":
                self.show()
            elif command == "restart":
                self.records = []
                self.next_number = 0
            elif command == "go":
                self.gate.set()
            say("OBEYED", line.strip())
        os._exit(0)


if __name__ == "__main__":
    asyncio.run(RecordingPeer(json.loads(sys.argv[2])).main(sys.argv[1]))
