#!/bin/sh
# All -kinds- of -rules-x- -id- - - -/ (host)
set -eu
firewall-cmd --permanent --delete-policy=portolan 2>/dev/null || true
firewall-cmd --permanent --new-policy=portolan
firewall-cmd --permanent --policy=portolan --add-ingress-zone=ANY
firewall-cmd --permanent --policy=portolan --add-egress-zone=HOST
firewall-cmd --permanent --policy=portolan --set-target=CONTINUE
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32768" family="ipv4" source address="10.20.0.0/21" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32767" family="ipv4" source address="10.20.9.0/24" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32766" family="ipv4" source address="10.20.10.0/23" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32765" family="ipv4" source address="10.20.12.0/22" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32764" family="ipv4" source address="10.20.16.0/20" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32763" family="ipv4" source address="10.20.32.0/19" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32762" family="ipv4" source address="10.20.64.0/18" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32761" family="ipv4" source address="10.20.128.0/17" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32760" family="ipv4" source address="10.21.0.0/17" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32759" family="ipv4" source address="10.20.8.0/24" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32758" family="ipv6" source address="2001:db8:20::/48" port port="3128" protocol="tcp" accept'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32757" family="ipv4" port port="3128" protocol="tcp" reject type="icmp-admin-prohibited"'
firewall-cmd --permanent --policy=portolan --add-rich-rule='rule priority="-32756" family="ipv6" port port="3128" protocol="tcp" reject type="icmp6-adm-prohibited"'
firewall-cmd --reload
