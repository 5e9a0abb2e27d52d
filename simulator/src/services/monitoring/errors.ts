import { AwsError } from '../../kernel/aws-error';

/** The named resource does not exist. */
export const resourceNotFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', 404, `${what} does not exist`, { ResourceType: what });

/** Requested dashboards that do not exist. */
export const noDashboard = (names: readonly string[]): AwsError =>
  new AwsError('DashboardNotFoundError', 404, `Dashboard ${names.join(', ')} does not exist`);

/** An invalid dashboard body. */
export const invalidDashboard = (detail: string): AwsError =>
  new AwsError('DashboardInvalidInputError', 400, 'The dashboard body is invalid, there are validation errors', {
    dashboardValidationMessages: [{ Message: detail }],
  });

/** A value that is not allowed. */
export const validation = (message: string): AwsError => new AwsError('ValidationError', 400, message);
