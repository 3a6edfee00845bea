#!/usr/bin/env python3
"""The server as the gateway of the test machine sees it: it takes no readings, and has orders to pair devices.

usage: server.py ORDERS      ORDERS: a file with what the answer to each report has as its member `pairings`

Standard output:  REPORT <body> for each report of the gateway
                  OUTCOME <path> <body> for each pairing that the gateway tells the end of; the order is over then
"""

import http.server
import os
import sys

ORDERS = sys.argv[1]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/v1/gateways/self/reports":
            print("REPORT", body, flush=True)
            orders = open(ORDERS).read() if os.path.exists(ORDERS) else "[]"
            self.answer(200, '{"pairings":%s}' % orders.strip())
        elif self.path.endswith("/outcome"):
            print("OUTCOME", self.path, body, flush=True)
            if os.path.exists(ORDERS):
                os.remove(ORDERS)
            self.answer(200, "{}")
        else:
            self.answer(503, "{}")

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        pass


# The address that the gateway's configuration in the test machine names.
http.server.ThreadingHTTPServer(("127.0.0.1", 9), Handler).serve_forever()
