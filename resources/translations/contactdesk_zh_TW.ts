<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW">
<context>
    <name>Actions</name>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>腳本</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>視窗</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>顯示所有快速鍵</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切換淺色與深色</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>佈景：跟隨系統</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>佈景：淺色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>佈景：深色</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>語言：英文</translation>
    </message>
    <message>
        <source>Language: Traditional Chinese</source>
        <translation>語言：繁體中文</translation>
    </message>
    <message>
        <source>Language: Thai</source>
        <translation>語言：泰文</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就緒</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就緒</translation>
    </message>
    <message>
        <source>Choose a state and its reason</source>
        <translation>選擇狀態與原因</translation>
    </message>
    <message>
        <source>Accept the offer</source>
        <translation>接聽來電</translation>
    </message>
    <message>
        <source>Decline the offer</source>
        <translation>拒接來電</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>保留或恢復通話</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>靜音或取消靜音</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Consult somebody</source>
        <translation>諮詢他人</translation>
    </message>
    <message>
        <source>Transfer the call</source>
        <translation>轉接通話</translation>
    </message>
    <message>
        <source>Conference of three</source>
        <translation>三方通話</translation>
    </message>
    <message>
        <source>Complete the transfer</source>
        <translation>完成轉接</translation>
    </message>
    <message>
        <source>Back to the caller</source>
        <translation>回到來電者</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>結束通話</translation>
    </message>
    <message>
        <source>Book the outcome and close</source>
        <translation>登錄結果並結案</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
    <message>
        <source>Do or find anything by its name</source>
        <translation>以名稱執行或尋找任何項目</translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation>所有案件</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新增案件</translation>
    </message>
    <message>
        <source>Edit the customer</source>
        <translation>編輯客戶</translation>
    </message>
    <message>
        <source>Merge the customer with another</source>
        <translation>與另一位客戶合併</translation>
    </message>
    <message>
        <source>Copy a link to a questionnaire …</source>
        <translation>複製問卷連結…</translation>
    </message>
    <message>
        <source>Photos and signatures of the customer</source>
        <translation>客戶的照片與簽名</translation>
    </message>
    <message>
        <source>Go to my work</source>
        <translation>前往我的工作</translation>
    </message>
    <message>
        <source>Go to the customer</source>
        <translation>前往客戶</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>撰寫備註</translation>
    </message>
    <message>
        <source>Go to the context</source>
        <translation>前往相關資訊</translation>
    </message>
    <message>
        <source>Go to the wrap-up</source>
        <translation>前往話後處理</translation>
    </message>
    <message>
        <source>Phone and devices</source>
        <translation>電話與裝置</translation>
    </message>
    <message>
        <source>Flow designer</source>
        <translation>流程設計</translation>
    </message>
    <message>
        <source>Your settings</source>
        <translation>您的設定</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>登出</translation>
    </message>
    <message>
        <source>Go to the script</source>
        <translation>前往腳本</translation>
    </message>
    <message>
        <source>Start a script …</source>
        <translation>開始腳本…</translation>
    </message>
    <message>
        <source>Change an earlier answer</source>
        <translation>更改先前的回答</translation>
    </message>
    <message>
        <source>Go to what was answered before</source>
        <translation>前往先前的回答</translation>
    </message>
    <message>
        <source>Fold the script away or open it</source>
        <translation>收合或展開腳本</translation>
    </message>
    <message>
        <source>Speak the script in another language</source>
        <translation>以其他語言說腳本</translation>
    </message>
    <message>
        <source>Put the script aside</source>
        <translation>暫時擱置腳本</translation>
    </message>
    <message>
        <source>Next step of the script</source>
        <translation>腳本下一步</translation>
    </message>
    <message>
        <source>Step back in the script</source>
        <translation>腳本上一步</translation>
    </message>
    <message>
        <source>Back from what the caller brought up</source>
        <translation>從來電者提出的話題返回</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>In the graph</source>
        <translation>在圖中</translation>
    </message>
    <message>
        <source>Save the draft</source>
        <translation>儲存草稿</translation>
    </message>
    <message>
        <source>New flow</source>
        <translation>新流程</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>匯入檔案</translation>
    </message>
    <message>
        <source>Export as a file</source>
        <translation>匯出成檔案</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Find in the flow</source>
        <translation>在流程中尋找</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一個結果</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一個結果</translation>
    </message>
    <message>
        <source>Go to a node by its name</source>
        <translation>依名稱前往節點</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一個問題</translation>
    </message>
    <message>
        <source>Previous problem</source>
        <translation>上一個問題</translation>
    </message>
    <message>
        <source>Go to the graph</source>
        <translation>前往流程圖</translation>
    </message>
    <message>
        <source>Go to the node&apos;s form</source>
        <translation>前往節點表單</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>前往文字</translation>
    </message>
    <message>
        <source>All flows</source>
        <translation>所有流程</translation>
    </message>
    <message>
        <source>New node after this one</source>
        <translation>在此節點後新增</translation>
    </message>
    <message>
        <source>Connect with another node</source>
        <translation>連到另一個節點</translation>
    </message>
    <message>
        <source>Edit the node</source>
        <translation>編輯節點</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重新命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>刪除</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>建立複本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪下</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼上</translation>
    </message>
    <message>
        <source>Select every node</source>
        <translation>選取所有節點</translation>
    </message>
    <message>
        <source>Place by itself again</source>
        <translation>恢復自動放置</translation>
    </message>
    <message>
        <source>On to the next node</source>
        <translation>到下一個節點</translation>
    </message>
    <message>
        <source>Back to the node before</source>
        <translation>回到上一個節點</translation>
    </message>
    <message>
        <source>The node to the left</source>
        <translation>左邊的節點</translation>
    </message>
    <message>
        <source>The node to the right</source>
        <translation>右邊的節點</translation>
    </message>
    <message>
        <source>To where the flow begins</source>
        <translation>到流程起點</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>顯示全部</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Further away</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自動排列</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>with {who}</source>
        <translation>與 {who}</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消靜音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>靜音</translation>
    </message>
    <message>
        <source>Talk time {time}</source>
        <translation>通話時間 {time}</translation>
    </message>
    <message>
        <source>hold {time}</source>
        <translation>保留 {time}</translation>
    </message>
    <message>
        <source>This call is not the line&apos;s: choose a number, or who has one.</source>
        <translation>這通電話不經總機：請選擇號碼，或有分機號碼的同事。</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢復通話</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>諮詢</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>轉接</translation>
    </message>
    <message>
        <source>Complete transfer</source>
        <translation>完成轉接</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>三方通話</translation>
    </message>
    <message>
        <source>Retrieve</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>End</source>
        <translation>結束</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通話</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>Nobody is shown</source>
        <translation>尚未顯示任何人</translation>
    </message>
    <message>
        <source>The customer appears here when a call comes in. Find one with the search above.</source>
        <translation>來電時客戶會顯示在這裡。也可用上方搜尋。</translation>
    </message>
    <message>
        <source>Edit customer</source>
        <translation>編輯客戶</translation>
    </message>
    <message>
        <source>Merge with another customer</source>
        <translation>與另一位客戶合併</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新增案件</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Choose a second version and an outcome to compare two versions.</source>
        <translation>選擇第二個版本與一項結果以比較兩個版本。</translation>
    </message>
    <message>
        <source>Too few runs to compare: wait for more.</source>
        <translation>執行次數太少,無法比較,請再等等。</translation>
    </message>
    <message>
        <source>No difference can be told from these runs.</source>
        <translation>從這些執行看不出差異。</translation>
    </message>
    <message>
        <source>Version {number} does better.</source>
        <translation>版本 {number} 表現較好。</translation>
    </message>
    <message>
        <source>Version {second} − version {first}: {points} points ({low} to {high})</source>
        <translation>版本 {second} − 版本 {first}:{points} 個百分點({low} 至 {high})</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>版本 {number}</translation>
    </message>
    <message>
        <source>Counted are runs that are over. 95 % intervals: of a share Wilson&apos;s, of the difference Newcombe&apos;s (1998, method 10).</source>
        <translation>只計算已結束的執行。95 % 信賴區間:比例採 Wilson,差異採 Newcombe(1998,方法 10)。</translation>
    </message>
</context>
<context>
    <name>ConflictBox</name>
    <message>
        <source>Somebody else changed this meanwhile</source>
        <translation>其他人在此期間已變更</translation>
    </message>
    <message>
        <source>Choose for each field what shall stand, then save again.</source>
        <translation>請為每個欄位選擇要保留的值，再儲存一次。</translation>
    </message>
    <message>
        <source>There now</source>
        <translation>目前的值</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>您的值</translation>
    </message>
    <message>
        <source>{field}, there now: {value}</source>
        <translation>{field}，目前：{value}</translation>
    </message>
    <message>
        <source>{field}, yours: {value}</source>
        <translation>{field}，您的：{value}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空白）</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Consent</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>all ways</source>
        <translation>所有方式</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒絕</translation>
    </message>
    <message>
        <source>said on the phone, form, web page …</source>
        <translation>電話告知、表單、網頁…</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>By which way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答覆</translation>
    </message>
    <message>
        <source>How it was given</source>
        <translation>取得方式</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>已記錄同意</translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Open tickets</source>
        <translation>未結案件</translation>
    </message>
    <message>
        <source>Ways to reach</source>
        <translation>聯絡方式</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>產品</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>關係人</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>同意事項</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>Merged records</source>
        <translation>已合併的紀錄</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>no subject</source>
        <translation>無主旨</translation>
    </message>
    <message>
        <source>cannot be dialled or written to</source>
        <translation>無法撥打或寄送</translation>
    </message>
    <message>
        <source>main</source>
        <translation>主要</translation>
    </message>
    <message>
        <source>out of warranty</source>
        <translation>已過保固</translation>
    </message>
    <message>
        <source>warranty to {day}</source>
        <translation>保固至 {day}</translation>
    </message>
    <message>
        <source>{name} is {kind} of them</source>
        <translation>{name} 是其{kind}</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒絕</translation>
    </message>
    <message>
        <source>all ways</source>
        <translation>所有方式</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>成為客戶日期</translation>
    </message>
    <message>
        <source>Record {id} was merged into this one</source>
        <translation>紀錄 {id} 已併入此紀錄</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>About this customer</source>
        <translation>關於此客戶</translation>
    </message>
    <message>
        <source>Enter opens or adds, F2 edits, Delete takes away, the menu key shows everything</source>
        <translation>Enter 開啟或新增，F2 編輯，Delete 移除，選單鍵顯示全部</translation>
    </message>
    <message>
        <source>Nobody is shown</source>
        <translation>尚未顯示任何人</translation>
    </message>
    <message>
        <source>Tickets, numbers and products of the customer appear here as soon as it is known who it is.</source>
        <translation>確認來電者後，其案件、號碼與產品會顯示在這裡。</translation>
    </message>
    <message>
        <source>{what} taken away</source>
        <translation>已移除 {what}</translation>
    </message>
    <message>
        <source>Relation to {name} taken away</source>
        <translation>已移除與 {name} 的關係</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>已記錄同意</translation>
    </message>
    <message>
        <source>This contact is about #{number} now</source>
        <translation>此次聯絡已關聯至 #{number}</translation>
    </message>
    <message>
        <source>Merge taken back</source>
        <translation>已復原合併</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編輯</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>新增…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開啟</translation>
    </message>
    <message>
        <source>This contact is about it</source>
        <translation>此次聯絡與此案件有關</translation>
    </message>
    <message>
        <source>Edit …</source>
        <translation>編輯…</translation>
    </message>
    <message>
        <source>Make it the main one</source>
        <translation>設為主要</translation>
    </message>
    <message>
        <source>Now refused</source>
        <translation>改為拒絕</translation>
    </message>
    <message>
        <source>Now allowed</source>
        <translation>改為同意</translation>
    </message>
    <message>
        <source>Take the merge back</source>
        <translation>復原合併</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>剩餘 %n 秒</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>其他名稱</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>類型</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>客群</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>Own fields</source>
        <translation>自訂欄位</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Very important customer</source>
        <translation>非常重要的客戶</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>YYYY-MM-DD</translation>
    </message>
</context>
<context>
    <name>CustomerHeader</name>
    <message>
        <source>Customer</source>
        <translation>客戶</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>無客戶</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>未顯示號碼</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>不明來電者</translation>
    </message>
    <message>
        <source>Ask who it is: make a new customer, or find the one who calls.</source>
        <translation>請詢問對方身分：建立新客戶，或尋找來電的客戶。</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
</context>
<context>
    <name>DesignerBar</name>
    <message>
        <source>Draft {number}</source>
        <translation>草稿 {number}</translation>
    </message>
    <message>
        <source>Version {number}, in review</source>
        <translation>版本 {number}，審閱中</translation>
    </message>
    <message>
        <source>Version {number}, live</source>
        <translation>版本 {number}，已上線</translation>
    </message>
    <message>
        <source>Version {number}, retired</source>
        <translation>版本 {number}，已停用</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新的</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>復原：{what}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>重做：{what}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未儲存</translation>
    </message>
    <message>
        <source>New node</source>
        <translation>新節點</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自動排列</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>顯示全部</translation>
    </message>
    <message>
        <source>Find in the flow (Ctrl+F)</source>
        <translation>在流程中尋找 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Find in the flow</source>
        <translation>在流程中尋找</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一個結果</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一個結果</translation>
    </message>
    <message>
        <source>Export as a file</source>
        <translation>匯出成檔案</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>儲存草稿</translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>草稿已儲存</translation>
    </message>
    <message>
        <source>What you had changed and not saved is back.</source>
        <translation>您先前修改但未儲存的內容已恢復。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>捨棄</translation>
    </message>
    <message>
        <source>Flow designer</source>
        <translation>流程設計</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Offline: you see what was known last. What you type is kept and sent when the hub is back.</source>
        <translation>離線：畫面為最後已知的資料。您輸入的內容會保留，待中心恢復後送出。</translation>
    </message>
    <message>
        <source>Phone ready</source>
        <translation>電話就緒</translation>
    </message>
    <message>
        <source>Phone starting …</source>
        <translation>電話啟動中…</translation>
    </message>
    <message>
        <source>Phone out of order</source>
        <translation>電話故障</translation>
    </message>
    <message>
        <source>No phone</source>
        <translation>沒有電話</translation>
    </message>
    <message>
        <source>About the customer</source>
        <translation>關於客戶</translation>
    </message>
    <message>
        <source>Tickets, numbers, products and consents appear here.</source>
        <translation>案件、號碼、產品與同意事項會顯示在這裡。</translation>
    </message>
</context>
<context>
    <name>EditCustomerDialog</name>
    <message>
        <source>Edit {name}</source>
        <translation>編輯 {name}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>A customer needs a name.</source>
        <translation>客戶必須有姓名。</translation>
    </message>
    <message>
        <source>Customer saved</source>
        <translation>已儲存客戶</translation>
    </message>
    <message>
        <source>Save what was chosen</source>
        <translation>儲存所選內容</translation>
    </message>
</context>
<context>
    <name>EffectCard</name>
    <message>
        <source>Looks up: {what}</source>
        <translation>查詢:{what}</translation>
    </message>
    <message>
        <source>Does: {what}</source>
        <translation>執行:{what}</translation>
    </message>
    <message>
        <source>To the queue: {what}</source>
        <translation>轉到佇列:{what}</translation>
    </message>
    <message>
        <source>Puts through to: {what}</source>
        <translation>轉接至:{what}</translation>
    </message>
    <message>
        <source>Waits {n} s</source>
        <translation>等待 {n} 秒</translation>
    </message>
    <message>
        <source>This is not JSON: {error}</source>
        <translation>這不是 JSON:{error}</translation>
    </message>
    <message>
        <source>refused in the simulator</source>
        <translation>在模擬器中被拒絕</translation>
    </message>
    <message>
        <source>failed in the simulator</source>
        <translation>在模擬器中失敗</translation>
    </message>
    <message>
        <source>What the flow wants done</source>
        <translation>流程要做的事</translation>
    </message>
    <message>
        <source>What comes back (JSON)</source>
        <translation>傳回的結果(JSON)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>查無資料</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒絕</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Photos and signatures of {name}</source>
        <translation>{name} 的照片與簽名</translation>
    </message>
    <message>
        <source>Photos and signatures</source>
        <translation>照片與簽名</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>Nothing yet. A questionnaire can ask for a photo or a signature (Ctrl+L).</source>
        <translation>還沒有。問卷可以要求照片或簽名（Ctrl+L）。</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>簽名</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>nothing</source>
        <translation>沒有</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} / {count}</translation>
    </message>
</context>
<context>
    <name>FlowFiles</name>
    <message>
        <source>Import a flow</source>
        <translation>匯入流程</translation>
    </message>
    <message>
        <source>Export the flow</source>
        <translation>匯出流程</translation>
    </message>
    <message>
        <source>Flows (*.yaml *.yml)</source>
        <translation>流程 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Exported to {path}</source>
        <translation>已匯出到 {path}</translation>
    </message>
</context>
<context>
    <name>FlowLinkDialog</name>
    <message>
        <source>Link to a questionnaire</source>
        <translation>問卷連結</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>複製連結</translation>
    </message>
    <message>
        <source>The customer&apos;s own</source>
        <translation>客戶的語言</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <source>Questionnaire</source>
        <translation>問卷</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>有效期限</translation>
    </message>
    <message>
        <source>Whoever has the link answers for {name}. Nothing is sent: paste it where you like.</source>
        <translation>持有連結的人即代表 {name} 作答。系統不會寄送，請自行貼到需要的地方。</translation>
    </message>
    <message>
        <source>There is no questionnaire yet. A supervisor makes them in the designer.</source>
        <translation>還沒有問卷。主管可在設計器中製作。</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>連結已複製。</translation>
    </message>
    <message>
        <source>The link works in this network only: the hub has no public address yet.</source>
        <translation>此連結只能在本網路內使用：主機尚未設定對外網址。</translation>
    </message>
</context>
<context>
    <name>FlowLinkList</name>
    <message>
        <source>Links that are out</source>
        <translation>已發出的連結</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>已開始</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>尚未開啟</translation>
    </message>
    <message>
        <source>{state}, good until {day}</source>
        <translation>{state}，有效至 {day}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>連結已複製。</translation>
    </message>
    <message>
        <source>The link is no longer good.</source>
        <translation>連結已失效。</translation>
    </message>
</context>
<context>
    <name>FlowList</name>
    <message>
        <source>Flows</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Call scripts, telephone menus, questionnaires and checklists. Open one to see and change it; runs stay on the version that is live until you publish another.</source>
        <translation>通話腳本、語音選單、問卷與檢查表。開啟後即可查看與修改；在您發布新版本之前，執行仍使用已上線的版本。</translation>
    </message>
    <message>
        <source>Find a flow</source>
        <translation>尋找流程</translation>
    </message>
    <message>
        <source>New flow</source>
        <translation>新流程</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>匯入檔案</translation>
    </message>
    <message>
        <source>There is no flow yet</source>
        <translation>尚無流程</translation>
    </message>
    <message>
        <source>Press New flow and choose a template, or import a YAML file.</source>
        <translation>按「新流程」選擇範本，或匯入 YAML 檔案。</translation>
    </message>
</context>
<context>
    <name>FlowModel</name>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>使用方式</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>console</source>
        <translation>主控台</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>web page</source>
        <translation>網頁</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已關閉</translation>
    </message>
    <message>
        <source>Live: {numbers}</source>
        <translation>已上線：{numbers}</translation>
    </message>
    <message>
        <source>In review: {number}</source>
        <translation>審閱中：{number}</translation>
    </message>
    <message>
        <source>Draft: {number}</source>
        <translation>草稿：{number}</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>What went wrong</source>
        <translation>發生的問題</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message>
        <source>Graph of the flow</source>
        <translation>流程圖</translation>
    </message>
</context>
<context>
    <name>Hands</name>
    <message>
        <source>A flow ends here: no way leads on from it.</source>
        <translation>流程在此結束：沒有後續的路徑。</translation>
    </message>
    <message>
        <source>Which way</source>
        <translation>哪一條路徑</translation>
    </message>
    <message>
        <source>Another case</source>
        <translation>另一個條件</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>From “{name}” to …</source>
        <translation>從「{name}」到…</translation>
    </message>
    <message>
        <source>Go to …</source>
        <translation>前往…</translation>
    </message>
    <message>
        <source>“{name}” was deleted, with the ways to it.</source>
        <translation>已刪除「{name}」與通往它的連線。</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes were deleted, with the ways to them.</source>
        <translation>
            <numerusform>已刪除 %n 個節點與通往它們的連線。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) copied</source>
        <translation>
            <numerusform>已複製 %n 個節點</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重新命名</translation>
    </message>
    <message>
        <source>New name of “{name}”, everywhere it is named:</source>
        <translation>「{name}」的新名稱，所有引用處一併更改：</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名稱</translation>
    </message>
    <message>
        <source>New node here …</source>
        <translation>在此新增節點…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼上</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自動排列</translation>
    </message>
    <message>
        <source>New node after this …</source>
        <translation>在此之後新增節點…</translation>
    </message>
    <message>
        <source>Connect with …</source>
        <translation>連到…</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>重新命名…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>建立複本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Place by itself</source>
        <translation>自動放置</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>刪除</translation>
    </message>
    <message>
        <source>Take out: {way} → {node}</source>
        <translation>移除：{way} → {node}</translation>
    </message>
</context>
<context>
    <name>Handset</name>
    <message>
        <source>(The line hangs up.)</source>
        <translation>(線路掛斷。)</translation>
    </message>
    <message>
        <source>(entered: {keys})</source>
        <translation>(輸入:{keys})</translation>
    </message>
    <message>
        <source>(goes on)</source>
        <translation>(繼續)</translation>
    </message>
    <message>
        <source>(nothing entered)</source>
        <translation>(沒有輸入)</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>What the caller hears</source>
        <translation>來電者聽到的內容</translation>
    </message>
    <message>
        <source>Keys pressed</source>
        <translation>已按的鍵</translation>
    </message>
    <message>
        <source>Heard, no key</source>
        <translation>聽完,未按鍵</translation>
    </message>
</context>
<context>
    <name>HitDelegate</name>
    <message>
        <source>similar</source>
        <translation>相似</translation>
    </message>
</context>
<context>
    <name>HitPopup</name>
    <message>
        <source>Search hits</source>
        <translation>搜尋結果</translation>
    </message>
    <message>
        <source>Search hint</source>
        <translation>搜尋提示</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”. Try a part of the name, a number or a ticket number.</source>
        <translation>找不到「{text}」。請試試部分姓名、號碼或案件編號。</translation>
    </message>
    <message>
        <source>Nothing is written just so. Did you mean:</source>
        <translation>沒有完全相符的項目。您是指：</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>You are ready</source>
        <translation>您已就緒</translation>
    </message>
    <message>
        <source>The next contact rings here by itself.</source>
        <translation>下一通來電會自動在此響鈴。</translation>
    </message>
    <message>
        <source>A contact rang and was not taken</source>
        <translation>有來電響鈴但未接聽</translation>
    </message>
    <message>
        <source>It went back to its place in the queue. You get no others until you are ready.</source>
        <translation>該來電已回到佇列原位。在您就緒前不會再收到來電。</translation>
    </message>
    <message>
        <source>You are not ready</source>
        <translation>您尚未就緒</translation>
    </message>
    <message>
        <source>Nobody is waiting.</source>
        <translation>目前無人等候。</translation>
    </message>
    <message numerus="yes">
        <source>%n are waiting.</source>
        <comment>callers in all queues</comment>
        <translation>
            <numerusform>有 %n 位等候中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go ready</source>
        <translation>設為就緒</translation>
    </message>
</context>
<context>
    <name>Items</name>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>新增到{name}</translation>
    </message>
    <message>
        <source>{label} of {number}</source>
        <translation>第 {number} 項的{label}</translation>
    </message>
    <message>
        <source>Move {number} up</source>
        <translation>將第 {number} 項上移</translation>
    </message>
    <message>
        <source>Move {number} down</source>
        <translation>將第 {number} 項下移</translation>
    </message>
    <message>
        <source>Take out {number}</source>
        <translation>移除第 {number} 項</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Digits sent</source>
        <translation>已送出的按鍵</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Title</source>
        <translation>標題</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>說的話</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>條件</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>變數</translation>
    </message>
    <message>
        <source>What is looked up</source>
        <translation>查詢什麼</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>佇列</translation>
    </message>
    <message>
        <source>Number to call</source>
        <translation>要撥的號碼</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>多久</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果代碼</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Into the variable</source>
        <translation>存入變數</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>選項</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>推薦項目</translation>
    </message>
    <message>
        <source>Has to be answered</source>
        <translation>必須回答</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Filled in already</source>
        <translation>預先填入</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>最少</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>貨幣</translation>
    </message>
    <message>
        <source>Keep in the record as</source>
        <translation>存入客戶紀錄</translation>
    </message>
    <message>
        <source>Said after a wrong entry</source>
        <translation>輸入有誤時說</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>錄音檔</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>時間限制</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>嘗試次數</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>引數</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>技能</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>優先順序</translation>
    </message>
    <message>
        <source>Preferred agent</source>
        <translation>優先客服人員</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>回傳結果</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>否則</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>找不到時</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗時</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒時</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受時</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>拒絕時</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>When</source>
        <translation>條件</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分數</translation>
    </message>
</context>
<context>
    <name>KeysWindow</name>
    <message>
        <source>Keys</source>
        <translation>快速鍵</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>尋找動作</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Ctrl+K does anything by its name.</source>
        <translation>按 Ctrl+K 可用名稱執行任何動作。</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Say something</source>
        <translation>說話</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>提問</translation>
    </message>
    <message>
        <source>Branch by conditions</source>
        <translation>依條件分支</translation>
    </message>
    <message>
        <source>Set variables</source>
        <translation>設定變數</translation>
    </message>
    <message>
        <source>Look something up</source>
        <translation>查詢資料</translation>
    </message>
    <message>
        <source>Do a command</source>
        <translation>執行指令</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推薦</translation>
    </message>
    <message>
        <source>Route to a queue</source>
        <translation>轉入佇列</translation>
    </message>
    <message>
        <source>Transfer to a number</source>
        <translation>轉接到號碼</translation>
    </message>
    <message>
        <source>Run another flow</source>
        <translation>執行另一流程</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>End</source>
        <translation>結束</translation>
    </message>
    <message>
        <source>Kind of the new node</source>
        <translation>新節點的種類</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>You are on a call</source>
        <translation>您正在通話中</translation>
    </message>
    <message>
        <source>You are on a call. Close the window all the same?</source>
        <translation>您正在通話中。仍要關閉視窗嗎？</translation>
    </message>
    <message>
        <source>The call runs on for a minute; open the window again to get it back.</source>
        <translation>通話會再持續一分鐘；重新開啟視窗即可取回。</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>關閉視窗</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
</context>
<context>
    <name>LivenessMark</name>
    <message>
        <source>Live</source>
        <translation>即時</translation>
    </message>
    <message>
        <source>What you see is what is.</source>
        <translation>您看到的就是目前狀況。</translation>
    </message>
    <message numerus="yes">
        <source>%n s behind</source>
        <translation>
            <numerusform>落後 %n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>What you see is some seconds old. It catches up by itself.</source>
        <translation>您看到的是數秒前的資料，會自動趕上。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Everything stays readable; what you type is kept and sent later.</source>
        <translation>無法連線到中心。所有內容仍可閱讀；您輸入的會保留並稍後送出。</translation>
    </message>
    <message>
        <source>How live this window is</source>
        <translation>此視窗的即時程度</translation>
    </message>
</context>
<context>
    <name>MatchBar</name>
    <message>
        <source>Customers with this number</source>
        <translation>使用此號碼的客戶</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新增客戶</translation>
    </message>
    <message>
        <source>… or find the customer: name, number, e-mail</source>
        <translation>…或尋找客戶：姓名、號碼、電子郵件</translation>
    </message>
    <message>
        <source>Find the customer who calls</source>
        <translation>尋找來電的客戶</translation>
    </message>
    <message>
        <source>Someone else …</source>
        <translation>不是此人…</translation>
    </message>
    <message>
        <source>Why this customer</source>
        <translation>為何是此客戶</translation>
    </message>
    <message>
        <source>The number is {source}</source>
        <translation>號碼來源：{source}</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge two records of one customer</source>
        <translation>合併同一客戶的兩筆紀錄</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合併</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>另一筆紀錄</translation>
    </message>
    <message>
        <source>Find the other record: type a part of its name, a number or an address.</source>
        <translation>尋找另一筆紀錄：輸入部分姓名、號碼或地址。</translation>
    </message>
    <message>
        <source>This is the same record. Find the other one.</source>
        <translation>這是同一筆紀錄，請尋找另一筆。</translation>
    </message>
    <message>
        <source>These two are merged already.</source>
        <translation>這兩筆已經合併。</translation>
    </message>
    <message>
        <source>This record stays</source>
        <translation>保留此紀錄</translation>
    </message>
    <message>
        <source>{name} stays</source>
        <translation>保留 {name}</translation>
    </message>
    <message>
        <source>Contacts, tickets, numbers, products and notes of the other record move to the one that stays; its numbers and addresses keep finding it. The merge can be taken back.</source>
        <translation>另一筆紀錄的聯絡、案件、號碼、產品與備註會移至保留的紀錄；其號碼與地址仍可找到它。合併可以復原。</translation>
    </message>
    <message>
        <source>Find the other record first.</source>
        <translation>請先尋找另一筆紀錄。</translation>
    </message>
    <message>
        <source>The two records are one now</source>
        <translation>兩筆紀錄已合併為一</translation>
    </message>
    <message>
        <source>Numbers and addresses</source>
        <translation>號碼與地址</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>未結案件</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近聯絡</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>成為客戶日期</translation>
    </message>
</context>
<context>
    <name>MyWork</name>
    <message>
        <source>OFFERED</source>
        <translation>來電中</translation>
    </message>
    <message>
        <source>ON THE LINE</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>AFTER-CALL WORK</source>
        <translation>話後處理</translation>
    </message>
    <message>
        <source>MY TICKETS</source>
        <translation>我的案件</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>聯絡</translation>
    </message>
    <message>
        <source>Nothing to do yet</source>
        <translation>目前沒有工作</translation>
    </message>
    <message>
        <source>The next contact appears here by itself.</source>
        <translation>下一筆聯絡會自動出現在這裡。</translation>
    </message>
    <message>
        <source>No work yet</source>
        <translation>目前沒有工作</translation>
    </message>
    <message>
        <source>Choose Ready in the state control above to take contacts.</source>
        <translation>請在上方狀態選擇「就緒」以開始接聽。</translation>
    </message>
    <message>
        <source>My work</source>
        <translation>我的工作</translation>
    </message>
</context>
<context>
    <name>NewCustomer</name>
    <message>
        <source>New customer</source>
        <translation>新增客戶</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>What kind of number</source>
        <translation>號碼類型</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>電子郵件</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>建立客戶</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A customer needs a name. Type one, or leave this and link another customer.</source>
        <translation>客戶必須有姓名。請輸入，或離開此處並連結其他客戶。</translation>
    </message>
</context>
<context>
    <name>NewFlowDialog</name>
    <message>
        <source>New flow</source>
        <translation>新流程</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>標題</translation>
    </message>
    <message>
        <source>Name for machines</source>
        <translation>機器用名稱</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>範本</translation>
    </message>
    <message>
        <source>A call script: say, ask, keep a note</source>
        <translation>通話腳本：說話、提問、留下備註</translation>
    </message>
    <message>
        <source>A telephone menu: digits lead to queues</source>
        <translation>語音選單：按鍵轉入佇列</translation>
    </message>
    <message>
        <source>A questionnaire: by an agent or by a link</source>
        <translation>問卷：由客服人員或以連結填寫</translation>
    </message>
    <message>
        <source>A checklist for a visit: photo and signature</source>
        <translation>到府檢查表：拍照與簽名</translation>
    </message>
    <message>
        <source>A name for machines has small letters, digits and hyphens, such as night-menu.</source>
        <translation>機器用的名稱只含小寫英文字母、數字與連字號，例如 night-menu。</translation>
    </message>
    <message>
        <source>There is a flow of this name already. Choose another name, or open that one.</source>
        <translation>已有同名的流程。請換個名稱，或開啟該流程。</translation>
    </message>
</context>
<context>
    <name>NodeForm</name>
    <message>
        <source>Show in the text</source>
        <translation>在文字中顯示</translation>
    </message>
    <message>
        <source>Name of the node</source>
        <translation>節點名稱</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>更多欄位</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>通往何處</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>節點</translation>
    </message>
    <message>
        <source>Fields of the node</source>
        <translation>節點欄位</translation>
    </message>
    <message>
        <source>This node cannot be shown as a form</source>
        <translation>此節點無法以表單顯示</translation>
    </message>
    <message>
        <source>Its text cannot be read just now. Put it right in the text.</source>
        <translation>目前無法讀取其文字，請在文字中修正。</translation>
    </message>
    <message>
        <source>No node is chosen</source>
        <translation>未選擇節點</translation>
    </message>
    <message>
        <source>Choose one in the graph to see and change its fields. N makes a new one.</source>
        <translation>在圖中選擇一個節點即可查看與修改欄位。按 N 新增節點。</translation>
    </message>
</context>
<context>
    <name>NodePicker</name>
    <message>
        <source>Way</source>
        <translation>路徑</translation>
    </message>
    <message>
        <source>Name or text of the node</source>
        <translation>節點名稱或文字</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>節點</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>儲存備註</translation>
    </message>
    <message>
        <source>Note struck out</source>
        <translation>已刪除備註</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>已變更備註</translation>
    </message>
    <message>
        <source>The note is kept and goes out as soon as the hub is back.</source>
        <translation>備註已保留，待中心恢復後立即送出。</translation>
    </message>
    <message>
        <source>The note is kept here, but not saved: {why}</source>
        <translation>備註保留於此，但尚未儲存：{why}</translation>
    </message>
    <message>
        <source>Save change</source>
        <translation>儲存變更</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>備註內容</translation>
    </message>
    <message>
        <source>Note on this call …</source>
        <translation>此通話的備註…</translation>
    </message>
    <message>
        <source>Note on this customer …</source>
        <translation>此客戶的備註…</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>儲存中…</translation>
    </message>
    <message>
        <source>Kept as you type</source>
        <translation>隨打隨存</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>處理中…</translation>
    </message>
    <message numerus="yes">
        <source>%n kept until the hub is back</source>
        <translation>
            <numerusform>%n 項保留至中心恢復</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n 項未被接受</numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>關閉通知</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
</context>
<context>
    <name>ObjectionBar</name>
    <message>
        <source>Caller says ({key})</source>
        <translation>來電者說({key})</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>A colleague asks you in</source>
        <translation>同事請您加入</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>來電</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>聯絡</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接聽</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>Decline with a reason</source>
        <translation>拒接並說明原因</translation>
    </message>
    <message>
        <source>Offer: {who}</source>
        <translation>來電：{who}</translation>
    </message>
    <message>
        <source>waiting {time}</source>
        <translation>已等候 {time}</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Incoming call: {who}</source>
        <translation>來電：{who}</translation>
    </message>
</context>
<context>
    <name>Ops</name>
    <message>
        <source>Kept here. It is sent as soon as the hub is back.</source>
        <translation>已保留於此，待中心恢復後立即送出。</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已復原</translation>
    </message>
</context>
<context>
    <name>Pairs</name>
    <message>
        <source>{name}: name</source>
        <translation>{name}：名稱</translation>
    </message>
    <message>
        <source>Take out {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>New name, then Enter</source>
        <translation>輸入新名稱後按 Enter</translation>
    </message>
    <message>
        <source>{name}: new name</source>
        <translation>{name}：新名稱</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>指令面板</translation>
    </message>
    <message>
        <source>What shall be done or found</source>
        <translation>要執行或尋找什麼</translation>
    </message>
    <message>
        <source>Type what to do, or whom to find</source>
        <translation>輸入要執行的動作或要找的人</translation>
    </message>
    <message>
        <source>Commands and hits</source>
        <translation>指令與結果</translation>
    </message>
</context>
<context>
    <name>PassOn</name>
    <message>
        <source>There is no call to pass on. Go on without.</source>
        <translation>目前沒有可轉接的通話。請直接繼續。</translation>
    </message>
    <message>
        <source>There is no queue “{name}”. Go on without.</source>
        <translation>沒有名為「{name}」的佇列。請直接繼續。</translation>
    </message>
</context>
<context>
    <name>PhoneWindow</name>
    <message>
        <source>Phone and devices</source>
        <translation>電話與裝置</translation>
    </message>
    <message>
        <source>1. Choose what you hear and speak with</source>
        <translation>1. 選擇聆聽與發話的裝置</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麥克風</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>喇叭</translation>
    </message>
    <message>
        <source>2. Speak: the upper bar moves</source>
        <translation>2. 請說話：上方的長條會移動</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>What you hear</source>
        <translation>您聽到的</translation>
    </message>
    <message>
        <source>Level: {what}</source>
        <translation>音量：{what}</translation>
    </message>
    <message>
        <source>3. Hear yourself</source>
        <translation>3. 聽聽自己的聲音</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>The phone is ready</source>
        <translation>電話已就緒</translation>
    </message>
    <message>
        <source>The phone is starting</source>
        <translation>電話啟動中</translation>
    </message>
    <message>
        <source>The phone does not work</source>
        <translation>電話無法使用</translation>
    </message>
    <message>
        <source>There is no phone</source>
        <translation>沒有電話</translation>
    </message>
    <message>
        <source>The system&apos;s own choice</source>
        <translation>系統預設</translation>
    </message>
    <message>
        <source>No sound device was found: calls work, but you hear and say nothing.</source>
        <translation>找不到音訊裝置：可以通話，但聽不到也無法發話。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message numerus="yes">
        <source>Say something: you hear it a second later. %n s left.</source>
        <translation>
            <numerusform>請說話：一秒後會聽到。剩餘 %n 秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>Start the echo test</source>
        <translation>開始回音測試</translation>
    </message>
    <message>
        <source>Start, say something, and listen. If you hear yourself, callers will too.</source>
        <translation>開始後說話並聆聽。若聽得到自己，來電者也聽得到。</translation>
    </message>
</context>
<context>
    <name>PointDialog</name>
    <message>
        <source>Edit contact point</source>
        <translation>編輯聯絡方式</translation>
    </message>
    <message>
        <source>New contact point</source>
        <translation>新增聯絡方式</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>The main one</source>
        <translation>主要的</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>類型</translation>
    </message>
    <message>
        <source>Number or address</source>
        <translation>號碼或地址</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>標籤</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>主要</translation>
    </message>
    <message>
        <source>Type a number or an address first.</source>
        <translation>請先輸入號碼或地址。</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已變更</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已新增</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>No problems: this flow can go live.</source>
        <translation>沒有問題：此流程可以上線。</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 個錯誤</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 個警告</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>Line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
</context>
<context>
    <name>ProductDialog</name>
    <message>
        <source>Product the customer owns</source>
        <translation>客戶擁有的產品</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>產品</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序號</translation>
    </message>
    <message>
        <source>Choose a product first.</source>
        <translation>請先選擇產品。</translation>
    </message>
    <message>
        <source>Product added</source>
        <translation>已新增產品</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>Version {number} goes live</source>
        <translation>版本 {number} 上線</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>上線</translation>
    </message>
    <message>
        <source>Not now, but at a date</source>
        <translation>不是現在,改在指定日期</translation>
    </message>
    <message>
        <source>Live from</source>
        <translation>上線時間</translation>
    </message>
    <message>
        <source>Share of new runs</source>
        <translation>新流程所佔比例</translation>
    </message>
    <message>
        <source>No version of this flow is live yet. Runs begin with this one from then on.</source>
        <translation>這個流程還沒有上線的版本。之後新的執行都從這一版開始。</translation>
    </message>
    <message>
        <source>Version {number} is live now. Under 100 % it stays live beside this one, and the two are compared. Runs that have begun stay on the version they began with.</source>
        <translation>目前上線的是版本 {number}。比例低於 100 % 時,兩個版本同時上線並互相比較。已開始的執行會留在原來的版本。</translation>
    </message>
</context>
<context>
    <name>QualityMark</name>
    <message>
        <source>{codec}, {loss} % lost, jitter {jitter} ms, round trip {rtt} ms</source>
        <translation>{codec}，遺失 {loss} %，抖動 {jitter} 毫秒，往返 {rtt} 毫秒</translation>
    </message>
    <message>
        <source>Call quality {n} of 4</source>
        <translation>通話品質 {n}／4</translation>
    </message>
</context>
<context>
    <name>QueueFace</name>
    <message>
        <source>{queue}: {waiting} waiting, longest {longest}</source>
        <translation>{queue}：{waiting} 位等候，最久 {longest}</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n 位就緒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents could take an offer now</source>
        <translation>
            <numerusform>目前有 %n 位專員可接聽</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Too many failed attempts. Try again in %n s.</source>
        <translation>失敗次數過多。請於 %n 秒後再試。</translation>
    </message>
    <message>
        <source>Too many failed attempts. Wait a minute, then try again.</source>
        <translation>失敗次數過多。請稍候一分鐘再試。</translation>
    </message>
    <message>
        <source>The hub cannot be reached. What you type is kept; try again when the window is live.</source>
        <translation>無法連線到中心。您輸入的內容已保留；恢復連線後請再試一次。</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Your phone has hung up; the hub takes note when it is back.</source>
        <translation>無法連線到中心。您的電話已掛斷；中心恢復後會登錄。</translation>
    </message>
    <message>
        <source>Login or password is wrong. Check both; capital letters count.</source>
        <translation>帳號或密碼錯誤。請檢查兩者，並注意大小寫。</translation>
    </message>
    <message>
        <source>This session has ended. Sign in again.</source>
        <translation>這次登入已結束，請重新登入。</translation>
    </message>
    <message>
        <source>Your role may not do this. Ask a supervisor.</source>
        <translation>您的角色無權執行此操作，請洽主管。</translation>
    </message>
    <message>
        <source>This offer is no longer there: somebody else took it, or the caller hung up.</source>
        <translation>這通來電已不在：可能已由他人接聽，或來電者已掛斷。</translation>
    </message>
    <message>
        <source>This can no longer be done: the call has moved on.</source>
        <translation>已無法執行：通話狀態已改變。</translation>
    </message>
    <message>
        <source>You are on a call. Finish it first.</source>
        <translation>您正在通話中，請先結束通話。</translation>
    </message>
    <message>
        <source>Your phone is not ready. Open Phone and devices to see why.</source>
        <translation>您的電話尚未就緒。請開啟「電話與裝置」查看原因。</translation>
    </message>
    <message>
        <source>The line cannot dial outside numbers here. Choose an agent or a queue.</source>
        <translation>此線路無法撥打外部號碼，請選擇專員或佇列。</translation>
    </message>
    <message>
        <source>The telephone line is down. Calls cannot be moved until it is back.</source>
        <translation>電話線路中斷，恢復前無法轉移通話。</translation>
    </message>
    <message>
        <source>Somebody else changed this first. Look at what is there now, then try again.</source>
        <translation>其他人已先行變更。請查看目前內容後再試一次。</translation>
    </message>
    <message>
        <source>This is not a telephone number that can be dialled.</source>
        <translation>這不是可撥打的電話號碼。</translation>
    </message>
</context>
<context>
    <name>RefusedWindow</name>
    <message>
        <source>Not taken by the hub</source>
        <translation>未被中心接受</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>This was kept here and could not be done when the hub was back.</source>
        <translation>此項曾保留於此，但中心恢復後無法執行。</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>複製文字</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>關閉通知</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新備註</translation>
    </message>
    <message>
        <source>Changed note</source>
        <translation>已變更的備註</translation>
    </message>
    <message>
        <source>Note struck out</source>
        <translation>已刪除備註</translation>
    </message>
    <message>
        <source>Note brought back</source>
        <translation>已恢復備註</translation>
    </message>
    <message>
        <source>Outcome of a call</source>
        <translation>通話結果</translation>
    </message>
    <message>
        <source>Call put on hold</source>
        <translation>通話已保留</translation>
    </message>
    <message>
        <source>Call taken off hold</source>
        <translation>通話已恢復</translation>
    </message>
    <message>
        <source>Customer of a call</source>
        <translation>通話的客戶</translation>
    </message>
    <message>
        <source>Ticket of a call</source>
        <translation>通話的案件</translation>
    </message>
    <message>
        <source>Call at this phone</source>
        <translation>此電話的通話</translation>
    </message>
    <message>
        <source>Quality of a call</source>
        <translation>通話品質</translation>
    </message>
</context>
<context>
    <name>RelationDialog</name>
    <message>
        <source>Relation of {name}</source>
        <translation>{name} 的關係</translation>
    </message>
    <message>
        <source>Relate</source>
        <translation>建立關係</translation>
    </message>
    <message>
        <source>The other is this to {name}</source>
        <translation>對方對 {name} 而言是</translation>
    </message>
    <message>
        <source>{name} is this to the other</source>
        <translation>{name} 對對方而言是</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>另一位客戶</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>關係</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Find the other customer first: type a part of the name or the number.</source>
        <translation>請先尋找另一位客戶：輸入部分姓名或號碼。</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>關係人</translation>
    </message>
</context>
<context>
    <name>Ringing</name>
    <message>
        <source>Answer</source>
        <translation>接聽</translation>
    </message>
    <message>
        <source>Turn away</source>
        <translation>拒接</translation>
    </message>
    <message>
        <source>{who} is calling your phone</source>
        <translation>{who} 正在撥打您的電話</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>有人</translation>
    </message>
</context>
<context>
    <name>Script</name>
    <message>
        <source>Choices</source>
        <translation>選項</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>要說的話</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>更改回答</translation>
    </message>
    <message>
        <source>L</source>
        <comment>the key for Later</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>Nothing was entered.</source>
        <translation>沒有輸入任何內容。</translation>
    </message>
    <message>
        <source>This is not a date. Write it as {example}.</source>
        <translation>這不是日期。請寫成 {example}。</translation>
    </message>
    <message>
        <source>This is not one of the choices.</source>
        <translation>這不是選項之一。</translation>
    </message>
    <message>
        <source>Yes or no?</source>
        <translation>是或否?</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>太長了。</translation>
    </message>
    <message>
        <source>This is too short.</source>
        <translation>太短了。</translation>
    </message>
    <message>
        <source>It must look like this: {pattern}</source>
        <translation>格式應為:{pattern}</translation>
    </message>
    <message>
        <source>At least {least}.</source>
        <translation>至少為 {least}。</translation>
    </message>
    <message>
        <source>At most {most}.</source>
        <translation>最多為 {most}。</translation>
    </message>
    <message>
        <source>Choose at least {least}.</source>
        <translation>至少選擇 {least} 項。</translation>
    </message>
    <message>
        <source>Choose at most {most}.</source>
        <translation>最多選擇 {most} 項。</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <translation>此處不適用。</translation>
    </message>
    <message>
        <source>An answer is needed here. Ask the customer, or go back.</source>
        <translation>此處必須回答。請詢問客戶,或回到上一步。</translation>
    </message>
    <message>
        <source>This is not a number. Write it in digits.</source>
        <translation>這不是數字。請以數字輸入。</translation>
    </message>
    <message>
        <source>This has more decimals than the currency.</source>
        <translation>小數位數超過此貨幣。</translation>
    </message>
    <message>
        <source>This cannot be dialled. Check it with the customer, with the area code.</source>
        <translation>這個號碼無法撥打。請與客戶核對,並包含區碼。</translation>
    </message>
    <message>
        <source>This is not a mail address. Have it spelled.</source>
        <translation>這不是電子郵件地址。請客戶逐字拼出。</translation>
    </message>
    <message>
        <source>This is no picture and no name.</source>
        <translation>這既不是圖片也不是姓名。</translation>
    </message>
    <message>
        <source>Not before {least}.</source>
        <translation>不得早於 {least}。</translation>
    </message>
    <message>
        <source>Not after {most}.</source>
        <translation>不得晚於 {most}。</translation>
    </message>
    <message>
        <source>as {pattern}</source>
        <translation>格式 {pattern}</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} 至 {most}</translation>
    </message>
    <message>
        <source>{least} or more</source>
        <translation>{least} 以上</translation>
    </message>
    <message>
        <source>from {least}</source>
        <translation>自 {least} 起</translation>
    </message>
    <message>
        <source>{most} at most</source>
        <translation>最多 {most}</translation>
    </message>
    <message>
        <source>up to {most}</source>
        <translation>至 {most} 為止</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>說</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>詢問</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推薦</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>查詢中</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>處理中</translation>
    </message>
    <message>
        <source>To a queue</source>
        <translation>轉至佇列</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>轉接</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>End</source>
        <translation>結束</translation>
    </message>
    <message>
        <source>Looked up</source>
        <translation>已查詢</translation>
    </message>
    <message>
        <source>Looked up: nothing found</source>
        <translation>已查詢:沒有結果</translation>
    </message>
    <message>
        <source>Ticket {number} opened</source>
        <translation>已開立案件 {number}</translation>
    </message>
    <message>
        <source>Ticket {number} changed</source>
        <translation>已更改案件 {number}</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>已新增備註</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>已記錄同意</translation>
    </message>
    <message>
        <source>Contact point added</source>
        <translation>已新增聯絡方式</translation>
    </message>
    <message>
        <source>Contact point changed</source>
        <translation>已更改聯絡方式</translation>
    </message>
    <message>
        <source>Customer changed</source>
        <translation>已更改客戶資料</translation>
    </message>
    <message>
        <source>Customer linked to the contact</source>
        <translation>已將客戶連結至此次聯絡</translation>
    </message>
    <message>
        <source>Contact linked to the ticket</source>
        <translation>已將聯絡連結至案件</translation>
    </message>
    <message>
        <source>No ticket opened</source>
        <translation>未開立案件</translation>
    </message>
    <message>
        <source>Ticket not changed</source>
        <translation>未更改案件</translation>
    </message>
    <message>
        <source>Note not added</source>
        <translation>未新增備註</translation>
    </message>
    <message>
        <source>Consent not recorded</source>
        <translation>未記錄同意</translation>
    </message>
    <message>
        <source>Contact point not added</source>
        <translation>未新增聯絡方式</translation>
    </message>
    <message>
        <source>Contact point not changed</source>
        <translation>未更改聯絡方式</translation>
    </message>
    <message>
        <source>Customer not changed</source>
        <translation>未更改客戶資料</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Y</source>
        <comment>the key for Yes</comment>
        <translation>Y</translation>
    </message>
    <message>
        <source>N</source>
        <comment>the key for No</comment>
        <translation>N</translation>
    </message>
    <message>
        <source>Something is looked up …</source>
        <translation>正在查詢…</translation>
    </message>
    <message>
        <source>Something is being done …</source>
        <translation>處理中…</translation>
    </message>
    <message>
        <source>Pass the contact on to {queue}.</source>
        <translation>將來電轉至 {queue}。</translation>
    </message>
    <message>
        <source>Put the caller through to {number}.</source>
        <translation>將來電者轉接至 {number}。</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>請稍候。</translation>
    </message>
    <message>
        <source>The script is finished.</source>
        <translation>腳本已結束。</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>可以留空</translation>
    </message>
    <message>
        <source>Outcome: {name}</source>
        <translation>結果:{name}</translation>
    </message>
    <message>
        <source>The script has a fault here; go on in your own words. ({why})</source>
        <translation>腳本此處有誤,請用您自己的話繼續。({why})</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>客服桌面</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>網頁</translation>
    </message>
    <message>
        <source>Not written into the record: {what}. The answer stays here.</source>
        <translation>未能寫入紀錄:{what}。回答保留於此。</translation>
    </message>
    <message>
        <source>Goes into the record as soon as it is known who it is: {what}.</source>
        <translation>確認客戶身分後即寫入紀錄:{what}。</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>The customer signs on the web page. Here the name of the one who agrees is typed.</source>
        <translation>客戶在網頁上簽名。此處輸入同意者的姓名。</translation>
    </message>
    <message>
        <source>The customer takes it on the web page; put the script aside until then.</source>
        <translation>客戶在網頁上拍照;在此之前請先擱置腳本。</translation>
    </message>
</context>
<context>
    <name>ScriptAnswers</name>
    <message>
        <source>Answered before</source>
        <translation>先前的回答</translation>
    </message>
</context>
<context>
    <name>ScriptChooser</name>
    <message>
        <source>Looking …</source>
        <translation>尋找中…</translation>
    </message>
    <message>
        <source>No script has that in its name.</source>
        <translation>沒有名稱符合的腳本。</translation>
    </message>
    <message>
        <source>There is no script for the console yet. A supervisor makes them in the designer.</source>
        <translation>尚無客服桌面可用的腳本。主管可在設計器中製作。</translation>
    </message>
    <message>
        <source>Go on: {title}</source>
        <translation>繼續:{title}</translation>
    </message>
    <message>
        <source>Start a script</source>
        <translation>開始腳本</translation>
    </message>
    <message>
        <source>Name of the script</source>
        <translation>腳本名稱</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>腳本</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>The script is put aside</source>
        <translation>腳本已擱置</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Your answer is kept and goes out as soon as it is back.</source>
        <translation>無法連線至中樞。您的回答已保留,恢復連線後會立即送出。</translation>
    </message>
    <message>
        <source>Somebody else went on with this script. This is where it stands now.</source>
        <translation>其他人已繼續此腳本。以下是目前的進度。</translation>
    </message>
    <message>
        <source>{name} goes on with this script now.</source>
        <translation>{name} 現在接手此腳本。</translation>
    </message>
    <message>
        <source>What you typed is kept: “{text}”</source>
        <translation>您輸入的內容已保留:「{text}」</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>擱置</translation>
    </message>
    <message>
        <source>Open the script</source>
        <translation>展開腳本</translation>
    </message>
    <message>
        <source>Fold the script away</source>
        <translation>收合腳本</translation>
    </message>
    <message>
        <source>Script beside the contact</source>
        <translation>通話旁的腳本</translation>
    </message>
</context>
<context>
    <name>ScriptView</name>
    <message>
        <source>Leave as it is</source>
        <translation>保持不變</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Back to the script</source>
        <translation>回到腳本</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍後</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>直接繼續</translation>
    </message>
    <message>
        <source>Path so far</source>
        <translation>目前路徑</translation>
    </message>
    <message>
        <source>Enter changes an answer, Escape goes back to the script</source>
        <translation>Enter 更改回答,Escape 回到腳本</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>腳本</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Transfer to {target}</source>
        <translation>轉接至 {target}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Name, number, e-mail, ticket …</source>
        <translation>姓名、號碼、電子郵件、案件…</translation>
    </message>
    <message>
        <source>Name, number, e-mail …</source>
        <translation>姓名、號碼、電子郵件…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Why it did not work</source>
        <translation>失敗原因</translation>
    </message>
    <message>
        <source>Enter your login.</source>
        <translation>請輸入帳號。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>請輸入密碼。</translation>
    </message>
    <message>
        <source>Enter the address of the hub; your supervisor knows it.</source>
        <translation>請輸入中心位址；您的主管知道。</translation>
    </message>
    <message>
        <source>Sign in to take contacts.</source>
        <translation>登入以開始接聽。</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>帳號</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Remember my login on this machine</source>
        <translation>在此電腦記住我的帳號</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登入</translation>
    </message>
</context>
<context>
    <name>Simulator</name>
    <message>
        <source>The flow has changed since. Start again to try it as it is now.</source>
        <translation>流程已有變更。重新開始以試用目前的內容。</translation>
    </message>
    <message>
        <source>The customer&apos;s language</source>
        <translation>客戶的語言</translation>
    </message>
    <message>
        <source>Trouble: {what}</source>
        <translation>問題:{what}</translation>
    </message>
    <message>
        <source>Nobody is known: an unknown caller.</source>
        <translation>未知的來電者。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>試用</translation>
    </message>
    <message>
        <source>Try the flow</source>
        <translation>試用流程</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>發話方式</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>As this customer</source>
        <translation>以此客戶身分</translation>
    </message>
    <message>
        <source>As a customer: name, number …</source>
        <translation>以客戶身分:姓名、號碼 …</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>變數</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>座席桌面</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>網頁</translation>
    </message>
    <message>
        <source>Nothing is being tried</source>
        <translation>目前沒有試用</translation>
    </message>
    <message>
        <source>Choose who speaks and as whom, then start. Nothing of it reaches the record.</source>
        <translation>選擇發話方式與客戶身分,然後開始。不會寫入任何紀錄。</translation>
    </message>
</context>
<context>
    <name>StaleDialog</name>
    <message>
        <source>Somebody else saved this flow</source>
        <translation>其他人已儲存此流程</translation>
    </message>
    <message>
        <source>{who} saved version {number} after you had begun. Lines with − are theirs alone, lines with + are yours alone. Every save is kept as a version: nothing is lost, whatever you choose.</source>
        <translation>{who} 在您開始之後儲存了版本 {number}。− 行只在對方的文字中，+ 行只在您的文字中。每次儲存都會保留成一個版本：無論如何選擇都不會遺失。</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>某人</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>差異</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>對方</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>您的</translation>
    </message>
    <message>
        <source>Back, merge by hand</source>
        <translation>返回，手動合併</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>採用對方的</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>以我的版本儲存</translation>
    </message>
</context>
<context>
    <name>StateControl</name>
    <message>
        <source>next: {state}</source>
        <translation>接著：{state}</translation>
    </message>
    <message>
        <source>Agent state</source>
        <translation>專員狀態</translation>
    </message>
    <message>
        <source>Choose your state</source>
        <translation>選擇您的狀態</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Ready</source>
        <translation>就緒</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就緒</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>來電中</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>After-call work</source>
        <translation>話後處理</translation>
    </message>
    <message>
        <source>Not responding</source>
        <translation>未回應</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>已登出</translation>
    </message>
    <message>
        <source>In the greeting</source>
        <translation>問候語中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等候中</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>響鈴中</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>連線中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>諮詢中</translation>
    </message>
    <message>
        <source>Asked in</source>
        <translation>受邀加入</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>已轉出</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>三方通話</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已結</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>未顯示號碼</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>{runs} runs came here, {lost} of them went no further</source>
        <translation>{runs} 次執行到達此處,其中 {lost} 次沒有繼續</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
</context>
<context>
    <name>StatisticsPanel</name>
    <message>
        <source>Not compared</source>
        <translation>不比較</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>版本 {number}</translation>
    </message>
    <message>
        <source>{n} runs</source>
        <translation>{n} 次執行</translation>
    </message>
    <message>
        <source>{n} ended ({share})</source>
        <translation>{n} 次結束({share})</translation>
    </message>
    <message>
        <source>{n} given up</source>
        <translation>{n} 次中途放棄</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} 次進行中</translation>
    </message>
    <message>
        <source>{n} times inside other flows</source>
        <translation>在其他流程中 {n} 次</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>節點</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>執行次數</translation>
    </message>
    <message>
        <source>Runs that came to the node, each once</source>
        <translation>到達此節點的執行,每次只計一次</translation>
    </message>
    <message>
        <source>Of all</source>
        <translation>佔全部</translation>
    </message>
    <message>
        <source>Runs that came here ÷ runs of the version</source>
        <translation>到達此處的執行 ÷ 此版本的執行</translation>
    </message>
    <message>
        <source>Drop-off</source>
        <translation>流失</translation>
    </message>
    <message>
        <source>Runs that went no further, to no end ÷ runs that came here</source>
        <translation>在此中斷且未結束的執行 ÷ 到達此處的執行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Median of the time at the node</source>
        <translation>在節點停留時間的中位數</translation>
    </message>
    <message>
        <source>9 of 10</source>
        <translation>十之九</translation>
    </message>
    <message>
        <source>Nine in ten took no longer than this at the node</source>
        <translation>十次中有九次在節點停留不超過此時間</translation>
    </message>
    <message>
        <source>{node}: other answers</source>
        <translation>{node}:其他答案</translation>
    </message>
    <message>
        <source>{node}: mean</source>
        <translation>{node}:平均</translation>
    </message>
    <message>
        <source>{node}: entries that did not fit</source>
        <translation>{node}:不符的輸入</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Of each run its last answer to the question</source>
        <translation>每次執行取其最後的答案</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Of the runs that answered the question</source>
        <translation>佔回答此問題的執行</translation>
    </message>
    <message>
        <source>(no outcome)</source>
        <translation>(無結果)</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Runs that ended with it</source>
        <translation>以此結束的執行</translation>
    </message>
    <message>
        <source>Of the runs that ended</source>
        <translation>佔已結束的執行</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>推薦</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>Runs in which it was shown</source>
        <translation>顯示過的執行</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Runs in which it was accepted</source>
        <translation>被接受的執行</translation>
    </message>
    <message>
        <source>Accepted ÷ shown</source>
        <translation>接受 ÷ 顯示</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>The interval in which the true share lies in 95 of 100 cases (Wilson)</source>
        <translation>真實比例在 100 次中有 95 次落在此區間(Wilson)</translation>
    </message>
    <message>
        <source>Outcome: {name}</source>
        <translation>結果:{name}</translation>
    </message>
    <message>
        <source>Ends at: {name}</source>
        <translation>結束於:{name}</translation>
    </message>
    <message>
        <source>Result: {name}</source>
        <translation>回傳:{name}</translation>
    </message>
    <message>
        <source>Accepted at: {name}</source>
        <translation>於此接受:{name}</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>數據</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比較對象</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Compared by</source>
        <translation>比較項目</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新計算</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>最近 24 小時</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>節點</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>結束</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>推薦</translation>
    </message>
    <message>
        <source>A/B</source>
        <translation>A/B</translation>
    </message>
    <message>
        <source>No runs in this time</source>
        <translation>這段期間沒有執行</translation>
    </message>
    <message>
        <source>When calls, pages or agents have used this version, you see here where they went.</source>
        <translation>來電、網頁或座席使用此版本後,這裡會顯示他們的去向。</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>typing</source>
        <translation>輸入文字</translation>
    </message>
    <message>
        <source>change</source>
        <translation>變更</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>placing by itself</source>
        <translation>自動放置</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>連線</translation>
    </message>
    <message>
        <source>disconnection</source>
        <translation>移除連線</translation>
    </message>
    <message>
        <source>new node</source>
        <translation>新節點</translation>
    </message>
    <message>
        <source>deletion</source>
        <translation>刪除</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>pasting</source>
        <translation>貼上</translation>
    </message>
    <message>
        <source>duplication</source>
        <translation>複製</translation>
    </message>
</context>
<context>
    <name>Target</name>
    <message>
        <source>choose …</source>
        <translation>選擇…</translation>
    </message>
    <message>
        <source>Go to {node}</source>
        <translation>前往 {node}</translation>
    </message>
    <message>
        <source>Take out the way {name}</source>
        <translation>移除路徑 {name}</translation>
    </message>
</context>
<context>
    <name>Targets</name>
    <message>
        <source>call this number</source>
        <translation>撥打此號碼</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 位等候</numerusform>
        </translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>諮詢</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>轉接給</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>姓名或號碼</translation>
    </message>
    <message>
        <source>Name, queue or number</source>
        <translation>姓名、佇列或號碼</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>對象</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>對象清單</translation>
    </message>
    <message>
        <source>The caller hears music while you speak with them.</source>
        <translation>您與對方談話時，來電者會聽到音樂。</translation>
    </message>
    <message>
        <source>The caller is passed on at once. To speak first, consult.</source>
        <translation>來電者會立即轉出。若要先談話，請用諮詢。</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>No translation yet</source>
        <translation>尚無翻譯</translation>
    </message>
</context>
<context>
    <name>TicketDialog</name>
    <message>
        <source>Ticket #{number}</source>
        <translation>案件 #{number}</translation>
    </message>
    <message>
        <source>New ticket from this call</source>
        <translation>由此通話新增案件</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新增案件</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>建立案件</translation>
    </message>
    <message>
        <source>no queue</source>
        <translation>無佇列</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>無人</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主旨</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>優先順序</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>佇列</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>專員</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>A ticket needs a subject: what is it about?</source>
        <translation>案件需要主旨：這是關於什麼？</translation>
    </message>
    <message>
        <source>Ticket opened</source>
        <translation>已建立案件</translation>
    </message>
    <message>
        <source>Ticket saved</source>
        <translation>已儲存案件</translation>
    </message>
    <message>
        <source>Save what was chosen</source>
        <translation>儲存所選內容</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>產品</translation>
    </message>
    <message>
        <source>Own fields</source>
        <translation>自訂欄位</translation>
    </message>
</context>
<context>
    <name>TicketList</name>
    <message>
        <source>Tickets</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>依狀態篩選</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>所有狀態</translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>僅我的</translation>
    </message>
    <message>
        <source>Read the list again</source>
        <translation>重新讀取清單</translation>
    </message>
    <message>
        <source>Close the list of tickets</source>
        <translation>關閉案件清單</translation>
    </message>
</context>
<context>
    <name>Tickets</name>
    <message>
        <source>Number</source>
        <translation>號碼</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主旨</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客戶</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>優先順序</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>佇列</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>專員</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已變更</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>時間軸</translation>
    </message>
    <message>
        <source>Everything that happened with this customer, newest first</source>
        <translation>此客戶的所有往來，最新在前</translation>
    </message>
    <message>
        <source>Nothing has happened with this customer yet.</source>
        <translation>此客戶尚無往來紀錄。</translation>
    </message>
    <message>
        <source>Show only: {channel}</source>
        <translation>僅顯示：{channel}</translation>
    </message>
    <message>
        <source>Nothing of this kind.</source>
        <translation>沒有此類項目。</translation>
    </message>
    <message>
        <source>What happened before is shown here as soon as the customer is known.</source>
        <translation>確認客戶後，過往紀錄會顯示在這裡。</translation>
    </message>
    <message>
        <source>Show all of it or less</source>
        <translation>顯示全部或較少</translation>
    </message>
    <message>
        <source>Open the ticket</source>
        <translation>開啟案件</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>編輯備註</translation>
    </message>
    <message>
        <source>Strike the note out</source>
        <translation>刪除備註</translation>
    </message>
</context>
<context>
    <name>Tongue</name>
    <message>
        <source>Language of the script: {name}</source>
        <translation>腳本語言:{name}</translation>
    </message>
</context>
<context>
    <name>TownButton</name>
    <message>
        <source>The town is not there (it is started with the demo)</source>
        <translation>城鎮不在（隨示範啟動）</translation>
    </message>
    <message>
        <source>Next caller now</source>
        <translation>立即下一位來電者</translation>
    </message>
    <message>
        <source>Next caller</source>
        <translation>下一位來電者</translation>
    </message>
    <message>
        <source>Simulated callers: {now} on the phone, {calls} so far</source>
        <translation>模擬來電者：{now} 位通話中，累計 {calls} 通</translation>
    </message>
    <message>
        <source>dialling</source>
        <translation>撥號中</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>響鈴中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等候中</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>未顯示</translation>
    </message>
    <message>
        <source>The line is full: the last caller heard busy</source>
        <translation>線路已滿：上一位來電者聽到忙線音</translation>
    </message>
    <message>
        <source>The line does not answer: is the hub running?</source>
        <translation>線路沒有回應：中心是否在執行？</translation>
    </message>
    <message>
        <source>The line refused the last caller</source>
        <translation>線路拒絕了上一位來電者</translation>
    </message>
    <message>
        <source>A caller&apos;s phone did not start; the town&apos;s log says why</source>
        <translation>來電者的電話無法啟動，原因見小鎮的記錄檔</translation>
    </message>
    <message>
        <source>Nobody calls</source>
        <translation>無人來電</translation>
    </message>
    <message>
        <source>Calm: a call a minute</source>
        <translation>平靜：每分鐘一通</translation>
    </message>
    <message>
        <source>Normal: two at a time</source>
        <translation>一般：同時兩通</translation>
    </message>
    <message>
        <source>Busy: as many as the line carries</source>
        <translation>忙碌：線路容量全滿</translation>
    </message>
    <message>
        <source>A known customer</source>
        <translation>已知客戶</translation>
    </message>
    <message>
        <source>An unknown number</source>
        <translation>不明號碼</translation>
    </message>
    <message>
        <source>A withheld number</source>
        <translation>未顯示號碼</translation>
    </message>
    <message>
        <source>A number that two customers share</source>
        <translation>兩位客戶共用的號碼</translation>
    </message>
    <message>
        <source>The simulated town</source>
        <translation>模擬城鎮</translation>
    </message>
</context>
<context>
    <name>Twins</name>
    <message>
        <source>In the record already? Take that one</source>
        <translation>已有紀錄?改用該客戶</translation>
    </message>
</context>
<context>
    <name>Types</name>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>數字</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Amount of money</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>One of the choices</source>
        <translation>單選</translation>
    </message>
    <message>
        <source>Several of the choices</source>
        <translation>複選</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>電話號碼</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>電子郵件地址</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>簽名</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>UserButton</name>
    <message>
        <source>As the system</source>
        <translation>跟隨系統</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>佈景</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>You and your settings</source>
        <translation>您與您的設定</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>儲存時間</translation>
    </message>
    <message>
        <source>By</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>審核中</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>Live from {when}</source>
        <translation>{when} 起上線</translation>
    </message>
    <message>
        <source>Live, {share} %</source>
        <translation>上線,{share} %</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>上線中</translation>
    </message>
</context>
<context>
    <name>VersionsPanel</name>
    <message>
        <source>It has errors: see the problems.</source>
        <translation>有錯誤:請看問題清單。</translation>
    </message>
    <message>
        <source>Version {number} cannot be read; compare the texts.</source>
        <translation>版本 {number} 無法讀取,請比較文字。</translation>
    </message>
    <message>
        <source>This is what stands in the editor.</source>
        <translation>與編輯器中的內容相同。</translation>
    </message>
    <message>
        <source>Only comments, order or places differ from version {number}.</source>
        <translation>與版本 {number} 只有註解、順序或位置不同。</translation>
    </message>
    <message>
        <source>Since version {number}, nodes: {added} added, {changed} changed, {removed} taken away.</source>
        <translation>自版本 {number} 起,節點:新增 {added}、變更 {changed}、移除 {removed}。</translation>
    </message>
    <message>
        <source>The flow itself</source>
        <translation>流程本身</translation>
    </message>
    <message>
        <source>Version {number} is in review</source>
        <translation>版本 {number} 審核中</translation>
    </message>
    <message>
        <source>Version {number} is a draft again</source>
        <translation>版本 {number} 已退回草稿</translation>
    </message>
    <message>
        <source>Version {number} is live</source>
        <translation>版本 {number} 已上線</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Versions of this flow</source>
        <translation>此流程的版本</translation>
    </message>
    <message>
        <source>Differences, node by node</source>
        <translation>逐節點的差異</translation>
    </message>
    <message>
        <source>Differences in the text</source>
        <translation>文字差異</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>節點</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Hand in for review</source>
        <translation>送審</translation>
    </message>
    <message>
        <source>Go live …</source>
        <translation>上線 …</translation>
    </message>
    <message>
        <source>Back to draft</source>
        <translation>退回草稿</translation>
    </message>
    <message>
        <source>Make it live again</source>
        <translation>重新上線</translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation>在編輯器中開啟</translation>
    </message>
    <message>
        <source>No versions yet</source>
        <translation>還沒有版本</translation>
    </message>
    <message>
        <source>Save the flow once: from then on every version is kept here and can be compared.</source>
        <translation>儲存一次後,每個版本都會保留在這裡並可比較。</translation>
    </message>
</context>
<context>
    <name>WaitPage</name>
    <message>
        <source>Connecting to {hub} …</source>
        <translation>正在連線到 {hub}…</translation>
    </message>
    <message>
        <source>Sign in by hand</source>
        <translation>手動登入</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>連線中</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>you have {skill}, level {level}</source>
        <translation>您具備{skill}，等級 {level}</translation>
    </message>
    <message>
        <source>you have the skill {skill}</source>
        <translation>您具備技能{skill}</translation>
    </message>
    <message>
        <source>the customer asks for you</source>
        <translation>客戶指名由您服務</translation>
    </message>
    <message>
        <source>you have been free the longest</source>
        <translation>您空閒最久</translation>
    </message>
    <message>
        <source>nobody else is free</source>
        <translation>沒有其他人空閒</translation>
    </message>
    <message>
        <source>{agent} asks you</source>
        <translation>{agent} 請您協助</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>電子郵件</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>傳真</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>到府服務</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>個人</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>mobile</source>
        <translation>手機</translation>
    </message>
    <message>
        <source>home</source>
        <translation>住家</translation>
    </message>
    <message>
        <source>office</source>
        <translation>辦公室</translation>
    </message>
    <message>
        <source>work</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>second mobile</source>
        <translation>第二手機</translation>
    </message>
    <message>
        <source>private</source>
        <translation>私人</translation>
    </message>
    <message>
        <source>switchboard</source>
        <translation>總機</translation>
    </message>
    <message>
        <source>on duty</source>
        <translation>值班</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>送貨</translation>
    </message>
    <message>
        <source>fax</source>
        <translation>傳真</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>個人客戶</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>企業客戶</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>會員</translation>
    </message>
    <message>
        <source>on the phone</source>
        <translation>電話中</translation>
    </message>
    <message>
        <source>web form</source>
        <translation>網頁表單</translation>
    </message>
    <message>
        <source>order form</source>
        <translation>訂購單</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>處理中</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解決</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已結</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>行銷</translation>
    </message>
    <message>
        <source>Recording of calls</source>
        <translation>通話錄音</translation>
    </message>
    <message>
        <source>Surveys</source>
        <translation>問卷調查</translation>
    </message>
    <message>
        <source>Use of data</source>
        <translation>資料使用</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>員工</translation>
    </message>
    <message>
        <source>spouse</source>
        <translation>配偶</translation>
    </message>
    <message>
        <source>child</source>
        <translation>子女</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>父母</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分公司</translation>
    </message>
    <message>
        <source>assistant</source>
        <translation>助理</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>負責人</translation>
    </message>
    <message>
        <source>contact person</source>
        <translation>聯絡人</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>撥出電話</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>來電</translation>
    </message>
    <message>
        <source>E-mail sent</source>
        <translation>已寄電子郵件</translation>
    </message>
    <message>
        <source>E-mail received</source>
        <translation>收到電子郵件</translation>
    </message>
    <message>
        <source>Fax sent</source>
        <translation>已傳真</translation>
    </message>
    <message>
        <source>Fax received</source>
        <translation>收到傳真</translation>
    </message>
    <message>
        <source>in the greeting</source>
        <translation>問候語中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等候中</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>響鈴中</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>連線中</translation>
    </message>
    <message>
        <source>talking now</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>consulting</source>
        <translation>諮詢中</translation>
    </message>
    <message>
        <source>in conference</source>
        <translation>三方通話中</translation>
    </message>
    <message>
        <source>after-call work</source>
        <translation>話後處理</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>date and time of this year, as QDateTime has it</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <comment>date and time, as QDateTime has it</comment>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date, as QDateTime has it</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>剛剛</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} 分鐘前</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n} 小時前</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>{n} 天前</translation>
    </message>
    <message>
        <source>{n} weeks ago</source>
        <translation>{n} 週前</translation>
    </message>
    <message>
        <source>{n} months ago</source>
        <translation>{n} 個月前</translation>
    </message>
    <message>
        <source>{n} years ago</source>
        <translation>{n} 年前</translation>
    </message>
    <message>
        <source>it is their main number</source>
        <translation>是其主要號碼</translation>
    </message>
    <message>
        <source>last contact {ago}</source>
        <translation>最近聯絡：{ago}</translation>
    </message>
    <message>
        <source>open ticket #{number}</source>
        <translation>未結案件 #{number}</translation>
    </message>
    <message>
        <source>nobody else has it</source>
        <translation>無其他客戶使用此號碼</translation>
    </message>
    <message>
        <source>Found by {number}</source>
        <translation>依 {number} 找到</translation>
    </message>
    <message>
        <source>it is the organisation&apos;s number</source>
        <translation>是該組織的號碼</translation>
    </message>
    <message>
        <source>listed as “{label}”</source>
        <translation>登記為「{label}」</translation>
    </message>
    <message>
        <source>an agent said so</source>
        <translation>由專員指定</translation>
    </message>
    <message>
        <source>asserted by the network</source>
        <translation>由電信網路擔保</translation>
    </message>
    <message>
        <source>given by the network</source>
        <translation>由電信網路提供</translation>
    </message>
    <message>
        <source>as the caller&apos;s side gave it</source>
        <translation>由來電端自行提供</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>未顯示</translation>
    </message>
    <message>
        <source>The caller withholds the number.</source>
        <translation>來電者未顯示號碼。</translation>
    </message>
    <message>
        <source>“{raw}” cannot be read as a number.</source>
        <translation>「{raw}」無法辨識為號碼。</translation>
    </message>
    <message>
        <source>Nobody in the record has {number}.</source>
        <translation>紀錄中無人使用 {number}。</translation>
    </message>
    <message>
        <source>{number} belongs to {n} customers. Who is it?</source>
        <translation>{number} 屬於 {n} 位客戶。是哪一位？</translation>
    </message>
    <message>
        <source>Found by the address {address}</source>
        <translation>依地址 {address} 找到</translation>
    </message>
    <message>
        <source>Found by ticket {number}</source>
        <translation>依案件 {number} 找到</translation>
    </message>
    <message>
        <source>An agent said who it is</source>
        <translation>專員已確認身分</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客戶</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>未接聽</translation>
    </message>
</context>
<context>
    <name>WrapUpPanel</name>
    <message>
        <source>then: {state}</source>
        <translation>之後：{state}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩餘 {time}</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>已登錄</translation>
    </message>
    <message>
        <source>Kept here. It is booked as soon as the hub is back.</source>
        <translation>已保留於此，待中心恢復後立即登錄。</translation>
    </message>
    <message>
        <source>What was the outcome?</source>
        <translation>結果為何？</translation>
    </message>
    <message>
        <source>A note for the next one who opens this customer</source>
        <translation>給下一位開啟此客戶者的備註</translation>
    </message>
    <message>
        <source>Wrap-up note</source>
        <translation>話後備註</translation>
    </message>
    <message>
        <source>Book and close</source>
        <translation>登錄並結案</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>話後處理</translation>
    </message>
</context>
<context>
    <name>YamlText</name>
    <message>
        <source>Text of the flow (YAML)</source>
        <translation>流程文字 (YAML)</translation>
    </message>
</context>
<context>
    <name>_Mistakes</name>
    <message>
        <source>Something went wrong here. It is in the log; what you typed is kept.</source>
        <translation>這裡發生錯誤，已記入日誌；您輸入的內容已保留。</translation>
    </message>
</context>
</TS>
