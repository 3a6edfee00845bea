#!/usr/bin/env python3
"""Somebody else at the kernel's management socket: the first adapter's settings, or its radio switched off.

usage: management.py settings | off      settings: one word for each that is on
"""

import ctypes
import socket
import struct
import sys

AF_BLUETOOTH, BTPROTO_HCI, NO_INDEX, CONTROL = 31, 1, 0xFFFF, 3
READ_INDEX_LIST, READ_INFORMATION, SET_POWERED = 3, 4, 5
# Behind the header (6), what was answered (3), address, version and maker (9) and what is supported (4).
CURRENT_SETTINGS = 22
NAMES = {0: "powered", 9: "low-energy", 11: "secure-connections", 13: "privacy"}


class Management:
    def __init__(self):
        self.socket = socket.socket(AF_BLUETOOTH, socket.SOCK_RAW, BTPROTO_HCI)
        address = struct.pack("<HHH", AF_BLUETOOTH, NO_INDEX, CONTROL)
        # Python's own bind knows no channels.
        if ctypes.CDLL(None).bind(self.socket.fileno(), address, len(address)) != 0:
            raise OSError("bind")

    def ask(self, command, index, parameters=b""):
        self.socket.send(struct.pack("<HHH", command, index, len(parameters)) + parameters)
        while True:
            packet = self.socket.recv(1000)
            event, _, _, answered = struct.unpack_from("<HHHH", packet)
            if event == 1 and answered == command:
                return packet


management = Management()
adapter = struct.unpack_from("<H", management.ask(READ_INDEX_LIST, NO_INDEX), 11)[0]
if sys.argv[1] == "off":
    management.ask(SET_POWERED, adapter, b"\0")
else:
    settings = struct.unpack_from("<I", management.ask(READ_INFORMATION, adapter), CURRENT_SETTINGS)[0]
    print(*(name for bit, name in NAMES.items() if settings >> bit & 1))
