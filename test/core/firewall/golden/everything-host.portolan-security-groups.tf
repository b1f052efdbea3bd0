# All -kinds- of -rules-x- -id- - - -/ (host)

variable "vpc_id" {
  type = string
}

resource "aws_security_group" "portolan_clients" {
  name        = "portolan-clients"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  ingress {
    description      = "squid-from-staff"
    protocol         = "tcp"
    from_port        = 3128
    to_port          = 3128
    cidr_blocks      = ["10.20.0.0/21", "10.20.9.0/24", "10.20.10.0/23", "10.20.12.0/22", "10.20.16.0/20", "10.20.32.0/19", "10.20.64.0/18", "10.20.128.0/17", "10.21.0.0/17"]
    ipv6_cidr_blocks = ["2001:db8:20::/48"]
  }

  ingress {
    description = "squid-from-lab"
    protocol    = "tcp"
    from_port   = 3128
    to_port     = 3128
    cidr_blocks = ["10.20.8.0/24"]
  }
}
