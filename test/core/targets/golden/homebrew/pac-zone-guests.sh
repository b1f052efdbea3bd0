# shellcheck shell=sh
# Portolan profile hq
export http_proxy='http://proxy.corp.example:3128'
export https_proxy='http://proxy.corp.example:3128'
export ftp_proxy='http://proxy.corp.example:3128'
export no_proxy='localhost,127.0.0.1,::1,guests.corp.example'
