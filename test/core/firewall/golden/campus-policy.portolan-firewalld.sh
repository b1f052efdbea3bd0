#!/bin/sh
# Campus egress (policy)
set -eu
firewall-cmd --permanent --delete-policy=portolan 2>/dev/null || true
firewall-cmd --permanent --new-policy=portolan
firewall-cmd --permanent --policy=portolan --add-ingress-zone=ANY
firewall-cmd --permanent --policy=portolan --add-egress-zone=ANY
firewall-cmd --permanent --policy=portolan --set-target=CONTINUE
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32768" family="ipv4" destination address="10.0.0.0/8" port port="80" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32767" family="ipv4" destination address="10.0.0.0/8" port port="443" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32766" family="ipv6" destination address="fd00::/8" port port="80" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32765" family="ipv6" destination address="fd00::/8" port port="443" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32764" family="ipv4" source address="10.20.0.0/16" destination address="10.4.0.0/24" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32763" family="ipv4" source address="10.20.0.0/16" destination address="10.4.0.0/24" port port="8443" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32762" family="ipv4" port port="1-1023" protocol="tcp" reject type="icmp-admin-prohibited"'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32761" family="ipv6" port port="1-1023" protocol="tcp" reject type="icmp6-adm-prohibited"'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32760" family="ipv4" protocol value="tcp" reject type="icmp-admin-prohibited"'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32759" family="ipv4" protocol value="udp" reject type="icmp-admin-prohibited"'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32758" family="ipv6" protocol value="tcp" reject type="icmp6-adm-prohibited"'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32757" family="ipv6" protocol value="udp" reject type="icmp6-adm-prohibited"'
firewall-cmd --reload
