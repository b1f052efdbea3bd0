# shellcheck shell=sh
# Portolan profile hq
export http_proxy='http://proxy.corp.example:3128'
export https_proxy='http://proxy.corp.example:3128'
export no_proxy='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,staff.corp.example,.staff.corp.example'
export HTTP_PROXY='http://proxy.corp.example:3128'
export HTTPS_PROXY='http://proxy.corp.example:3128'
export NO_PROXY='localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,staff.corp.example,.staff.corp.example'
