# shellcheck shell=sh
# Portolan profile hq
export http_proxy='https://tls.example:443'
export https_proxy='https://tls.example:443'
export ftp_proxy='https://tls.example:443'
export no_proxy='localhost,127.0.0.1,::1'
