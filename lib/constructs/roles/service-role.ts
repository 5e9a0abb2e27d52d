import { type IPrincipal, PolicyDocument, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ServiceRoleProps {
  readonly assumedBy: IPrincipal;
  readonly description?: string;
  readonly roleName?: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * A role with one inline policy: as one resource, it has its permissions before anything can use it. `permit` is the only
 * way to add some; grants of the construct library, often with wildcards, are not part of it.
 */
export class ServiceRole extends Role {
  private readonly document: PolicyDocument;

  constructor(scope: Construct, id: string, { statements, ...props }: ServiceRoleProps) {
    const document = new PolicyDocument({ statements: [...statements] });
    super(scope, id, { ...props, inlinePolicies: { permissions: document } });
    this.document = document;
  }

  /** Adds a permission, until synthesis. */
  permit(statement: PolicyStatement): void {
    this.document.addStatements(statement);
  }
}
