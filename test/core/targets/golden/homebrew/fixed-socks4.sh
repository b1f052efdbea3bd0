# shellcheck shell=sh
# Portolan profile hq
export http_proxy='socks4a://socks.corp.example:1080'
export https_proxy='socks4a://socks.corp.example:1080'
export ftp_proxy='socks4a://socks.corp.example:1080'
export all_proxy='socks4a://socks.corp.example:1080'
export no_proxy='localhost,127.0.0.1,::1,corp.example,10.0.0.0/8'
