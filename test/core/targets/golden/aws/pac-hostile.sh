# shellcheck shell=sh
# Portolan profile hq
export http_proxy='http://proxy_1.xn--bcher-kva.example:3128'
export https_proxy='http://proxy_1.xn--bcher-kva.example:3128'
export no_proxy='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,corp.example,.corp.example,10.0.0.0/8,fd00::/8'
export HTTP_PROXY='http://proxy_1.xn--bcher-kva.example:3128'
export HTTPS_PROXY='http://proxy_1.xn--bcher-kva.example:3128'
export NO_PROXY='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,corp.example,.corp.example,10.0.0.0/8,fd00::/8'
