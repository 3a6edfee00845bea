"""What h11, an HTTP/1.1 parser that is not Hearth's, makes of streams of requests.

usage: h11_peer.py INPUT
INPUT has one stream a line, in hexadecimal digits. For each, one line of JSON goes to standard output: the requests
in order, and why the stream was refused, if it was. Bytes are written as the characters of ISO 8859-1.
"""

import json
import re
import sys

import h11

# More than any stream here: limits are for the other parser to show.
MAXIMUM_HEAD_BYTES = 1 << 20


ABSOLUTE_FORM = re.compile(rb"([^:/?#]+)://([^/?#]*)(.*)")


def text(data):
    return bytes(data).decode("latin-1")


def head(event):
    """The request with its target in parts: the authority of the absolute form stands above Host (RFC 9112, 3.2.2)."""
    fields = [[text(name), text(value)] for name, value in event.headers.raw_items()]
    hosts = [value for name, value in fields if name.lower() == "host"]
    scheme, authority, path = "http", hosts[0] if hosts else None, text(event.target)
    absolute = ABSOLUTE_FORM.fullmatch(event.target)
    if absolute:
        scheme, authority, path = (text(part) for part in absolute.groups())
        scheme = scheme.lower()
        path = path if path.startswith("/") else "/" + path
    return {
        "method": text(event.method),
        "scheme": scheme,
        "authority": authority,
        "path": path,
        "isLegacy": event.http_version < b"1.1",
        "fields": [field for field in fields if field[0].lower() != "host"],
        "body": "",
        "end": None,
    }


def answer(connection):
    """Answers the request, and not CONNECT with a tunnel; False when no other request may follow."""
    if connection.our_state is h11.SEND_RESPONSE:
        connection.send(h11.Response(status_code=404, headers=[("Content-Length", "0")]))
        connection.send(h11.EndOfMessage())
    if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
        return False
    connection.start_next_cycle()
    return True


def parse(stream):
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=MAXIMUM_HEAD_BYTES)
    connection.receive_data(stream)
    requests = []
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                break
            if isinstance(event, h11.Request):
                requests.append(head(event))
            elif isinstance(event, h11.Data):
                requests[-1]["body"] += text(event.data)
            elif isinstance(event, h11.EndOfMessage):
                requests[-1]["end"] = len(stream) - len(connection.trailing_data[0])
                if not answer(connection):
                    break
            else:
                raise AssertionError(f"unexpected event {event!r}")
    except h11.RemoteProtocolError as error:
        return {"requests": requests, "refusal": str(error)}
    return {"requests": requests, "refusal": None}


def main():
    with open(sys.argv[1], encoding="ascii") as lines:
        for line in lines:
            print(json.dumps(parse(bytes.fromhex(line))))


main()
