# shellcheck shell=sh
# Portolan profile hq
export http_proxy='http://first.example:3128'
export https_proxy='http://second.example:3128'
export no_proxy='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,corp.example,.corp.example,.dmz.example,www.partner.example,10.0.0.0/8,172.16.0.0/12,192.0.2.7,100.0.0.0/9,fd00::/8,2001:db8::7,198.51.100.0/24,a.example,.a.example,203.0.113.0/24'
export HTTP_PROXY='http://first.example:3128'
export HTTPS_PROXY='http://second.example:3128'
export NO_PROXY='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,corp.example,.corp.example,.dmz.example,www.partner.example,10.0.0.0/8,172.16.0.0/12,192.0.2.7,100.0.0.0/9,fd00::/8,2001:db8::7,198.51.100.0/24,a.example,.a.example,203.0.113.0/24'
