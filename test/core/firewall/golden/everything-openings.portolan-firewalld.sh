#!/bin/sh
# All -kinds- of -rules-x- -id- - - -/ (openings)
set -eu
firewall-cmd --permanent --delete-policy=portolan 2>/dev/null || true
firewall-cmd --permanent --new-policy=portolan
firewall-cmd --permanent --policy=portolan --add-ingress-zone=ANY
firewall-cmd --permanent --policy=portolan --add-egress-zone=ANY
firewall-cmd --permanent --policy=portolan --set-target=CONTINUE
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32768" family="ipv4" source address="10.20.0.0/21" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32767" family="ipv4" source address="10.20.9.0/24" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32766" family="ipv4" source address="10.20.10.0/23" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32765" family="ipv4" source address="10.20.12.0/22" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32764" family="ipv4" source address="10.20.16.0/20" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32763" family="ipv4" source address="10.20.32.0/19" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32762" family="ipv4" source address="10.20.64.0/18" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32761" family="ipv4" source address="10.20.128.0/17" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32760" family="ipv4" source address="10.21.0.0/17" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32759" family="ipv4" source address="10.20.8.0/24" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32758" family="ipv4" source address="10.99.0.0/24" destination address="192.0.2.8" port port="8888" protocol="tcp" accept'
firewall-cmd --reload
