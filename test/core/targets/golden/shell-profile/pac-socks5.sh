# shellcheck shell=sh
# Portolan profile hq
export all_proxy='socks5h://socks.corp.example:1080'
export no_proxy='localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'
export ALL_PROXY='socks5h://socks.corp.example:1080'
export NO_PROXY='localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8'
