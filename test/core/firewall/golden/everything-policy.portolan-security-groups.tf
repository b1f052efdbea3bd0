# All -kinds- of -rules-x- -id- - - -/ (policy)

variable "vpc_id" {
  type = string
}

resource "aws_security_group" "portolan_staff" {
  name        = "portolan-staff"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  egress {
    description      = "allowed"
    protocol         = "tcp"
    from_port        = 3128
    to_port          = 3128
    cidr_blocks      = ["192.0.2.8/31"]
    ipv6_cidr_blocks = ["2001:db8:4::8/128"]
  }

  egress {
    description      = "allowed"
    protocol         = "tcp"
    from_port        = 8080
    to_port          = 8088
    cidr_blocks      = ["192.0.2.8/31"]
    ipv6_cidr_blocks = ["2001:db8:4::8/128"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 123
    to_port     = 123
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description      = "allowed"
    protocol         = "udp"
    from_port        = 1
    to_port          = 65535
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_security_group" "portolan_lab" {
  name        = "portolan-lab"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 3128
    to_port     = 3128
    cidr_blocks = ["192.0.2.8/31"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 8080
    to_port     = 8088
    cidr_blocks = ["192.0.2.8/31"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 123
    to_port     = 123
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "portolan_tills" {
  name        = "portolan-tills"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 3
    to_port     = 3
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 5
    to_port     = 5
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 7
    to_port     = 7
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 9
    to_port     = 9
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 11
    to_port     = 11
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 13
    to_port     = 13
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 15
    to_port     = 15
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 17
    to_port     = 17
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 19
    to_port     = 19
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 21
    to_port     = 21
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 23
    to_port     = 23
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 53
    to_port     = 53
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 100
    to_port     = 200
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 301
    to_port     = 301
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 3
    to_port     = 3
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 5
    to_port     = 5
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 7
    to_port     = 7
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 9
    to_port     = 9
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 11
    to_port     = 11
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 13
    to_port     = 13
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 15
    to_port     = 15
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 17
    to_port     = 17
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 19
    to_port     = 19
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 21
    to_port     = 21
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 23
    to_port     = 23
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 53
    to_port     = 53
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 100
    to_port     = 122
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 124
    to_port     = 200
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 301
    to_port     = 301
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["198.51.100.0/24", "203.0.113.128/25"]
  }

  egress {
    description = "allowed"
    protocol    = "udp"
    from_port   = 123
    to_port     = 123
    cidr_blocks = ["0.0.0.0/0"]
  }
}
