/** The organization without the services in it: reading a file loads a tenth of what a simulation loads. */
export { type OrganizationFile, type OrganizationFileInput, organizationFile } from './file';
export { organizationSchema } from './json-schema';
export { loadOrganization, type Mistake, OrganizationFileError, parseOrganization } from './load';
export { type Account, Organization } from './organization';
export { type RegionFact, regionFacts } from './regions';
