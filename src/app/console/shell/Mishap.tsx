/** A screen that fails takes only itself down, and says what to do. */
import { Component, type ReactNode } from 'react'

export class Mishap extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="state failed" role="alert">
        <p>这个页面没有打开。可能是网络断了，也可能系统刚升级过。您没保存的内容留在这台设备上。</p>
        <p>
          <a href={window.location.href}>重新打开这个页面</a>
        </p>
      </div>
    )
  }
}
