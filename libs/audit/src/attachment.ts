import type { subjectOfTag } from '@cip/oci';

/** What the form of a tag says: what it is attached to, and what it holds. */
export type Attachment = NonNullable<ReturnType<typeof subjectOfTag>>;
