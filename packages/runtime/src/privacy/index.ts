export { forgetting, forgetAnew } from './forgetting.ts';
export type { ForgetStep } from './forgetting.ts';
export { personalDataRoutes } from './personal-data-routes.ts';
export type { DataSource, PersonalData } from './personal-data-routes.ts';
export { dataTable } from './data-table.ts';
