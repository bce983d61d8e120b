/** The service worker of the form for applications. */
import { serveForms } from '../../../../kernel/site/outbox/serviceWorker.ts'
import { applications } from './applications.ts'

serveForms(/^\/v\/[a-z0-9-]+\/services\/[A-Za-z0-9-]+\/apply$/, 'sunlit-apply-1', applications)
