# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='http://first.example:3128'
export HTTPS_PROXY='http://second.example:3128'
export NO_PROXY='corp.example,.dmz.example,www.partner.example,10.0.0.0/8,172.16.0.0/12,192.0.2.7,100.0.0.0/9,fd00::/8,2001:db8::7,198.51.100.0/24,ports.example:8443,ports.example:9443,a.example,203.0.113.0/24'
