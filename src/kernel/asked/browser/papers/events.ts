/** Between a file field and the page around it, on the field. */
export const events = {
  /** The field shows pages itself now. */
  ready: 'sunlit:ready',
  /**
   * Its pages have changed (`detail`: the files). A page that keeps them itself prevents the default; then the field
   * stays empty.
   */
  taken: 'sunlit:taken',
  /** From the page: files that were kept (`detail`), to be shown again. */
  kept: 'sunlit:kept',
} as const
