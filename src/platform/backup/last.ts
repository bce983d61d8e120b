/** Where a machine notes when a backup last ended well, for the metrics. */
import { join } from 'node:path'

export const lastBackupFile = (dataFolder: string): string => join(dataFolder, 'backup.last')
