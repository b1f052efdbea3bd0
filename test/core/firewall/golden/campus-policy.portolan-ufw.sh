#!/bin/sh
# Campus egress (policy)
set -eu
ufw route allow proto tcp from 0.0.0.0/0 to 10.0.0.0/8 port 80,443 comment 'inside'
ufw route allow proto tcp from ::/0 to fd00::/8 port 80,443 comment 'inside'
ufw route allow proto tcp from 10.20.0.0/16 to 10.4.0.0/24 port 3128,8443 comment 'staff-proxy'
ufw route reject proto tcp from 0.0.0.0/0 to 0.0.0.0/0 port 1:1023 comment 'no-direct'
ufw route reject proto tcp from ::/0 to ::/0 port 1:1023 comment 'no-direct'
ufw route reject proto tcp from any to any comment 'default'
ufw route reject proto udp from any to any comment 'default'
