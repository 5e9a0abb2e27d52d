import { type Bundle, bundleHandlers } from '../lib/bundle';

/** The handlers, bundled while the CDK is being loaded: imported before it. */
export const bundling: Promise<Bundle> = bundleHandlers();
