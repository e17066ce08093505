import { vitestConfig } from '../../../vitest.shared.js';

export default vitestConfig(import.meta.url, 'e2e');
