"""The pacparser side of pacparser.ts: a line in is { before, pac, after, questions }, a line out { answers } or { error }."""
import json
import sys
from urllib.parse import quote, unquote

import pacparser

# The question travels percent-encoded in a URL, since pacparser pastes URL and host into a script without escaping
# them; the answer comes back so, since pacparser gives Latin-1.
ENTRY = """
FindProxyForURL = function (url, host) {
  return encodeURIComponent(testAsk(eval('(' + decodeURIComponent(url.substring(7)) + ')')));
};
"""


def answers(request):
    pacparser.init()
    try:
        pacparser.parse_pac_string(request["before"] + request["pac"] + request["after"] + ENTRY)
        return [
            unquote(pacparser.find_proxy("http://" + quote(json.dumps(question), safe=""), "question"))
            for question in request["questions"]
        ]
    finally:
        pacparser.cleanup()


for line in sys.stdin:
    try:
        answer = {"answers": answers(json.loads(line))}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
