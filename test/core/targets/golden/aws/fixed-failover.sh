# shellcheck shell=sh
# Portolan profile hq
export http_proxy='https://tls.example:443'
export https_proxy='https://tls.example:443'
export no_proxy='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254'
export HTTP_PROXY='https://tls.example:443'
export HTTPS_PROXY='https://tls.example:443'
export NO_PROXY='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254'
