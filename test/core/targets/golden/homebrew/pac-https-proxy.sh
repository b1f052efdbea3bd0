# shellcheck shell=sh
# Portolan profile hq
export http_proxy='https://proxy.corp.example:8443'
export https_proxy='https://proxy.corp.example:8443'
export ftp_proxy='https://proxy.corp.example:8443'
export no_proxy='localhost,127.0.0.1,::1,corp.example,10.0.0.0/8'
