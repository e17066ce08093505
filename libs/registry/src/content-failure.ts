/** The content of an upload failed by itself; `error` is its own, and no registry's. Never leaves this library. */
export class ContentFailure extends Error {
  constructor(readonly error: unknown) {
    super('the content of an upload failed');
    this.name = 'ContentFailure';
  }
}
