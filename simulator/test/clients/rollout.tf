# GuardDuty and Detective in an organization as an administrator rolls them out with Terraform: a delegated administrator, a member of
# the organization, and a partner outside of it who accepts an invitation.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  alias      = "management"
  access_key = "AKIA111111111111"
  secret_key = "secret"
}

provider "aws" {
  alias      = "security"
  access_key = "AKIA222222222222"
  secret_key = "secret"
}

provider "aws" {
  alias      = "partner"
  access_key = "AKIA777777777777"
  secret_key = "secret"
}

variable "auto_enable" {
  type = string
}

resource "aws_guardduty_detector" "management" {
  provider = aws.management
}

resource "aws_guardduty_organization_admin_account" "security" {
  provider         = aws.management
  admin_account_id = "222222222222"
  depends_on       = [aws_guardduty_detector.management]
}

data "aws_guardduty_detector" "security" {
  provider   = aws.security
  depends_on = [aws_guardduty_organization_admin_account.security]
}

resource "aws_guardduty_organization_configuration" "all" {
  provider                         = aws.security
  detector_id                      = data.aws_guardduty_detector.security.id
  auto_enable_organization_members = var.auto_enable
}

resource "aws_guardduty_organization_configuration_feature" "runtime" {
  provider    = aws.security
  detector_id = data.aws_guardduty_detector.security.id
  name        = "RUNTIME_MONITORING"
  auto_enable = "NEW"
  additional_configuration {
    name        = "EKS_ADDON_MANAGEMENT"
    auto_enable = "NEW"
  }
  additional_configuration {
    name        = "ECS_FARGATE_AGENT_MANAGEMENT"
    auto_enable = "NONE"
  }
  additional_configuration {
    name        = "EC2_AGENT_MANAGEMENT"
    auto_enable = "NONE"
  }
  depends_on = [aws_guardduty_organization_configuration.all]
}

resource "aws_guardduty_member" "shop" {
  provider    = aws.security
  detector_id = data.aws_guardduty_detector.security.id
  account_id  = "333333333333"
  email       = "333333333333@example.com"
  # an account of the organization is never invited, but is shown as invited
  lifecycle {
    ignore_changes = [email, invite]
  }
}

resource "aws_guardduty_filter" "low" {
  provider    = aws.security
  detector_id = data.aws_guardduty_detector.security.id
  name        = "low"
  action      = "ARCHIVE"
  rank        = 1
  finding_criteria {
    criterion {
      field     = "severity"
      less_than = "4"
    }
  }
}

resource "aws_guardduty_detector" "partner" {
  provider = aws.partner
  tags     = { owner = "partner" }
}

resource "aws_guardduty_member" "partner" {
  provider                   = aws.security
  detector_id                = data.aws_guardduty_detector.security.id
  account_id                 = "777777777777"
  email                      = "partner@example.net"
  invite                     = true
  disable_email_notification = true
  depends_on                 = [aws_guardduty_detector.partner]
}

resource "aws_guardduty_invite_accepter" "partner" {
  provider          = aws.partner
  detector_id       = aws_guardduty_detector.partner.id
  master_account_id = aws_guardduty_organization_admin_account.security.admin_account_id
  depends_on        = [aws_guardduty_member.partner]
}

resource "aws_detective_organization_admin_account" "security" {
  provider   = aws.management
  account_id = "222222222222"
}

resource "aws_detective_graph" "security" {
  provider   = aws.security
  depends_on = [aws_detective_organization_admin_account.security]
}

resource "aws_detective_organization_configuration" "new" {
  provider    = aws.security
  graph_arn   = aws_detective_graph.security.id
  auto_enable = var.auto_enable == "NEW"
}

resource "aws_detective_member" "partner" {
  provider                   = aws.security
  graph_arn                  = aws_detective_graph.security.id
  account_id                 = "777777777777"
  email_address              = "partner@example.net"
  disable_email_notification = true
}

resource "aws_detective_invitation_accepter" "partner" {
  provider   = aws.partner
  graph_arn  = aws_detective_graph.security.id
  depends_on = [aws_detective_member.partner]
}
