/** As many items as one urging takes: a county's worst month. All in one request, so that each post hears once. */
export const urgedAtOnce = 10_000
