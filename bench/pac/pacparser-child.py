"""The pacparser side of engines.ts: a PAC, hosts by line and right answers as digits; prints load, first, steady, wrong."""
import sys
import time

import pacparser

pac, hosts, inside = (open(name, encoding="latin-1").read() for name in sys.argv[1:4])
hosts = hosts.split("\n")


def asked(limit):
    start = time.process_time()
    count = 0
    for host in hosts:
        pacparser.find_proxy("https://" + host + "/", host)
        count += 1
        if time.process_time() - start > limit:
            break
    return (time.process_time() - start) / count * 1e6, count


pacparser.init()
start = time.process_time()
pacparser.parse_pac_string(pac)
load = (time.process_time() - start) * 1e3
first, count = asked(0.7)
steady, _ = asked(0.7)
wrong = 0
for host, digit in list(zip(hosts, inside))[:count]:
    if (pacparser.find_proxy("https://" + host + "/", host) != "DIRECT") != (digit == "1"):
        wrong += 1
print(load, first, steady, wrong)
