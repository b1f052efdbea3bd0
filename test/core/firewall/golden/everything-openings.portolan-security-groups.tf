# All -kinds- of -rules-x- -id- - - -/ (openings)

variable "vpc_id" {
  type = string
}

resource "aws_security_group" "portolan_staff" {
  name        = "portolan-staff"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 8888
    to_port     = 8888
    cidr_blocks = ["192.0.2.8/32"]
  }
}

resource "aws_security_group" "portolan_lab" {
  name        = "portolan-lab"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 8888
    to_port     = 8888
    cidr_blocks = ["192.0.2.8/32"]
  }
}

resource "aws_security_group" "portolan_tills" {
  name        = "portolan-tills"
  description = "All -kinds- of -rules-x- -id- - - -/"
  vpc_id      = var.vpc_id

  egress {
    description = "allowed"
    protocol    = "tcp"
    from_port   = 8888
    to_port     = 8888
    cidr_blocks = ["192.0.2.8/32"]
  }
}
