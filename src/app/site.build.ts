/** A step of the build: the style sheet and scripts of the public pages, kept beside the bundle. */
import { siteScripts } from '../front/index.ts'
import { keepAssets } from '../web/assets.ts'
import { rooms } from './rooms.ts'

keepAssets(siteScripts(rooms))
