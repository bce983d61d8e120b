/** A file that cannot be taken in. Its message is a Chinese sentence for the person who sent it: what is wrong, what to do. */
export class FileRefused extends Error {
  override name = 'FileRefused'
}
