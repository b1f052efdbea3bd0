#!/bin/sh
# All -kinds- of -rules-x- -id- - - -/ (openings)
set -eu
ufw route prepend allow proto tcp from 10.99.0.0/24 to 192.0.2.8 port 8888 comment 'open-tills-squid'
ufw route prepend allow proto tcp from 10.20.8.0/24 to 192.0.2.8 port 8888 comment 'open-lab-squid'
ufw route prepend allow proto tcp from 10.21.0.0/17 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.128.0/17 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.64.0/18 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.32.0/19 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.16.0/20 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.12.0/22 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.10.0/23 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.9.0/24 to 192.0.2.8 port 8888 comment 'open-staff-squid'
ufw route prepend allow proto tcp from 10.20.0.0/21 to 192.0.2.8 port 8888 comment 'open-staff-squid'
