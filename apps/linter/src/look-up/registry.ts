// Imported by name, so that the command holds nothing of the library that gives credentials to registries.
export { askOnly, createRegistry } from '@cip/registry';
