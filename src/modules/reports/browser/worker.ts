/** The service worker of the form for reports. */
import { serveForms } from '../../../kernel/site/outbox/serviceWorker.ts'
import { reports } from './deliver.ts'

serveForms(/^\/(?:v\/[a-z0-9-]+\/)?reports\/new$/, 'sunlit-form-1', reports)
