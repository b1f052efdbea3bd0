# shellcheck shell=sh
# Portolan profile hq
export http_proxy='http://proxy_1.xn--bcher-kva.example:3128'
export https_proxy='http://proxy_1.xn--bcher-kva.example:3128'
export ftp_proxy='http://proxy_1.xn--bcher-kva.example:3128'
export no_proxy='localhost,127.0.0.1,::1,corp.example,10.0.0.0/8'
