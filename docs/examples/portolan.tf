# The documents of a folder as one resource: `terraform apply` brings the service to them.
# Needs Terraform 1.4 or OpenTofu 1.6, and sh, curl and jq where it runs.

variable "portolan" {
  type        = string
  description = "The address of the service, such as https://pac.example.com"
}

variable "portolan_token" {
  type      = string
  sensitive = true
}

locals {
  documents = "${path.module}/documents"
}

resource "terraform_data" "portolan" {
  # Anything that changes in the folder runs the script again; equal documents make no revision.
  triggers_replace = {
    for file in fileset(local.documents, "*.yaml") : file => filesha256("${local.documents}/${file}")
  }

  provisioner "local-exec" {
    command = "sh ${path.module}/apply.sh apply ${local.documents}"
    environment = {
      PORTOLAN       = var.portolan
      PORTOLAN_TOKEN = var.portolan_token
    }
  }
}
