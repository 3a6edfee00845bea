"""What is read from a profile of callgrind."""

import unittest

from benchmark.callgrind import called_functions

PROFILE = """\
events: Ir
ob=/lib/libc.so.6
fn=malloc
0 5
ob=/opt/gateway
fn=$s3ATT
0 1
cob=/lib/libc.so.6
cfn=malloc
calls=1 0
0 5
fn=swift_retain'2
0 1
fn=swift_retain
0 1
fn=0x00000000004c7a0
0 1
fn=(below main)
0 1
ob=/lib/libc.so.6
fn=free
0 2
"""


class CallgrindTests(unittest.TestCase):
    def test_only_the_programs_own_functions_are_named_and_each_once(self) -> None:
        self.assertEqual(called_functions(PROFILE.splitlines(), "/opt/gateway"), ["$s3ATT", "swift_retain"])
