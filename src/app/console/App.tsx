/** Language, colours, server state; then whoever is signed in sees the shell. */
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { ApiError } from '../../console/client.ts'
import { SaidAloud } from '../../console/parts/tell.tsx'
import { Gate } from './session/Gate.tsx'
import { theme } from '../../console/theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

/** A session that ended anywhere shows the sign-in page; what was typed stays in the screens' own keeping. */
const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'me')
        void queries.invalidateQueries({ queryKey: ['me'] })
    },
  }),
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 1 && error instanceof ApiError && error.status === 0,
      staleTime: 10_000,
      refetchOnWindowFocus: false,
    },
  },
})

export function App() {
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      componentSize="large"
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={queries}>
        <Gate />
        <SaidAloud />
      </QueryClientProvider>
    </ConfigProvider>
  )
}
