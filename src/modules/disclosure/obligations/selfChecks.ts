/**
 * The column of the monthly self-checks in the coverage, beside the items of the catalogue: nothing of them is
 * published.
 */
export const selfChecks = { code: '自查', name: '自查自纠', category: '自查自纠', dept: '' }
