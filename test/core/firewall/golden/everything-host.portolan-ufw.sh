#!/bin/sh
# All -kinds- of -rules-x- -id- - - -/ (host)
set -eu
ufw allow proto tcp from 10.20.0.0/21 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.9.0/24 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.10.0/23 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.12.0/22 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.16.0/20 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.32.0/19 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.64.0/18 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.128.0/17 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.21.0.0/17 to 0.0.0.0/0 port 3128 comment 'squid-from-staff'
ufw allow proto tcp from 10.20.8.0/24 to 0.0.0.0/0 port 3128 comment 'squid-from-lab'
ufw allow proto tcp from 2001:db8:20::/48 to ::/0 port 3128 comment 'squid-from-staff'
ufw reject proto tcp from 0.0.0.0/0 to 0.0.0.0/0 port 3128 comment 'squid-nobody-else'
ufw reject proto tcp from ::/0 to ::/0 port 3128 comment 'squid-nobody-else'
