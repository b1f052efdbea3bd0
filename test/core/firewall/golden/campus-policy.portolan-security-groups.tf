# Campus egress (policy)

variable "vpc_id" {
  type = string
}

resource "aws_security_group" "portolan_staff" {
  name        = "portolan-staff"
  description = "Campus egress"
  vpc_id      = var.vpc_id

  egress {
    description      = "allowed"
    protocol         = "tcp"
    from_port        = 80
    to_port          = 80
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["fd00::/8"]
  }

  egress {
    description      = "allowed"
    protocol         = "tcp"
    from_port        = 443
    to_port          = 443
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["fd00::/8"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 3128
    to_port     = 3128
    cidr_blocks = ["10.4.0.0/24"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["10.4.0.0/24"]
  }
}

resource "aws_security_group" "portolan_guests" {
  name        = "portolan-guests"
  description = "Campus egress"
  vpc_id      = var.vpc_id

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["10.0.0.0/8"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
}
