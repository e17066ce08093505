// Imported by name, so that a run that asks no registry loads nothing of the library.
export { askOnly, createRegistry, credentialsWithin, defaultCredentials } from '@cip/registry';
