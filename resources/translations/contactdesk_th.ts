<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th">
<context>
    <name>Actions</name>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>สาย</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>งาน</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>สคริปต์</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>หน้าต่าง</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>แสดงปุ่มลัดทั้งหมด</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>สลับสว่างและมืด</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>ธีม: ตามระบบ</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>ธีม: สว่าง</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>ธีม: มืด</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>ภาษา: อังกฤษ</translation>
    </message>
    <message>
        <source>Language: Traditional Chinese</source>
        <translation>ภาษา: จีนตัวเต็ม</translation>
    </message>
    <message>
        <source>Language: Thai</source>
        <translation>ภาษา: ไทย</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>พร้อม</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>ไม่พร้อม</translation>
    </message>
    <message>
        <source>Choose a state and its reason</source>
        <translation>เลือกสถานะและเหตุผล</translation>
    </message>
    <message>
        <source>Accept the offer</source>
        <translation>รับสายที่เสนอ</translation>
    </message>
    <message>
        <source>Decline the offer</source>
        <translation>ปฏิเสธสายที่เสนอ</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>พักสายหรือสนทนาต่อ</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>ปิดหรือเปิดไมค์</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>แป้นกด</translation>
    </message>
    <message>
        <source>Consult somebody</source>
        <translation>ปรึกษาผู้อื่น</translation>
    </message>
    <message>
        <source>Transfer the call</source>
        <translation>โอนสาย</translation>
    </message>
    <message>
        <source>Conference of three</source>
        <translation>ประชุมสามสาย</translation>
    </message>
    <message>
        <source>Complete the transfer</source>
        <translation>โอนสายให้เสร็จ</translation>
    </message>
    <message>
        <source>Back to the caller</source>
        <translation>กลับไปหาผู้โทร</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>วางสาย</translation>
    </message>
    <message>
        <source>Book the outcome and close</source>
        <translation>บันทึกผลและปิด</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>ค้นหา</translation>
    </message>
    <message>
        <source>Do or find anything by its name</source>
        <translation>ทำหรือค้นหาอะไรก็ได้ด้วยชื่อ</translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation>เคสทั้งหมด</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>เคสใหม่</translation>
    </message>
    <message>
        <source>Edit the customer</source>
        <translation>แก้ไขลูกค้า</translation>
    </message>
    <message>
        <source>Merge the customer with another</source>
        <translation>รวมลูกค้ากับอีกรายหนึ่ง</translation>
    </message>
    <message>
        <source>Copy a link to a questionnaire …</source>
        <translation>คัดลอกลิงก์แบบสอบถาม …</translation>
    </message>
    <message>
        <source>Photos and signatures of the customer</source>
        <translation>รูปภาพและลายเซ็นของลูกค้า</translation>
    </message>
    <message>
        <source>Go to my work</source>
        <translation>ไปที่งานของฉัน</translation>
    </message>
    <message>
        <source>Go to the customer</source>
        <translation>ไปที่ลูกค้า</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>เขียนบันทึก</translation>
    </message>
    <message>
        <source>Go to the context</source>
        <translation>ไปที่ข้อมูลประกอบ</translation>
    </message>
    <message>
        <source>Go to the wrap-up</source>
        <translation>ไปที่สรุปงาน</translation>
    </message>
    <message>
        <source>Phone and devices</source>
        <translation>โทรศัพท์และอุปกรณ์</translation>
    </message>
    <message>
        <source>Flow designer</source>
        <translation>ออกแบบโฟลว์</translation>
    </message>
    <message>
        <source>Your settings</source>
        <translation>การตั้งค่าของคุณ</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>ออกจากระบบ</translation>
    </message>
    <message>
        <source>Go to the script</source>
        <translation>ไปที่สคริปต์</translation>
    </message>
    <message>
        <source>Start a script …</source>
        <translation>เริ่มสคริปต์ …</translation>
    </message>
    <message>
        <source>Change an earlier answer</source>
        <translation>แก้คำตอบก่อนหน้า</translation>
    </message>
    <message>
        <source>Go to what was answered before</source>
        <translation>ไปที่คำตอบก่อนหน้านี้</translation>
    </message>
    <message>
        <source>Fold the script away or open it</source>
        <translation>พับหรือเปิดสคริปต์</translation>
    </message>
    <message>
        <source>Speak the script in another language</source>
        <translation>พูดสคริปต์ในภาษาอื่น</translation>
    </message>
    <message>
        <source>Put the script aside</source>
        <translation>พักสคริปต์ไว้</translation>
    </message>
    <message>
        <source>Next step of the script</source>
        <translation>ขั้นตอนถัดไปของสคริปต์</translation>
    </message>
    <message>
        <source>Step back in the script</source>
        <translation>ย้อนกลับหนึ่งขั้นในสคริปต์</translation>
    </message>
    <message>
        <source>Back from what the caller brought up</source>
        <translation>กลับจากเรื่องที่ผู้โทรยกขึ้นมา</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>โฟลว์</translation>
    </message>
    <message>
        <source>In the graph</source>
        <translation>ในแผนผัง</translation>
    </message>
    <message>
        <source>Save the draft</source>
        <translation>บันทึกฉบับร่าง</translation>
    </message>
    <message>
        <source>New flow</source>
        <translation>โฟลว์ใหม่</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>นำเข้าไฟล์</translation>
    </message>
    <message>
        <source>Export as a file</source>
        <translation>ส่งออกเป็นไฟล์</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>เลิกทำ</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>ทำซ้ำ</translation>
    </message>
    <message>
        <source>Find in the flow</source>
        <translation>ค้นหาในโฟลว์</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>ผลลัพธ์ถัดไป</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>ผลลัพธ์ก่อนหน้า</translation>
    </message>
    <message>
        <source>Go to a node by its name</source>
        <translation>ไปโหนดตามชื่อ</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>ปัญหาถัดไป</translation>
    </message>
    <message>
        <source>Previous problem</source>
        <translation>ปัญหาก่อนหน้า</translation>
    </message>
    <message>
        <source>Go to the graph</source>
        <translation>ไปที่แผนผัง</translation>
    </message>
    <message>
        <source>Go to the node&apos;s form</source>
        <translation>ไปที่ฟอร์มของโหนด</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>ไปที่ข้อความ</translation>
    </message>
    <message>
        <source>All flows</source>
        <translation>โฟลว์ทั้งหมด</translation>
    </message>
    <message>
        <source>New node after this one</source>
        <translation>โหนดใหม่หลังโหนดนี้</translation>
    </message>
    <message>
        <source>Connect with another node</source>
        <translation>เชื่อมกับโหนดอื่น</translation>
    </message>
    <message>
        <source>Edit the node</source>
        <translation>แก้ไขโหนด</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>เปลี่ยนชื่อ</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>ลบ</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>ทำสำเนา</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>คัดลอก</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>ตัด</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>วาง</translation>
    </message>
    <message>
        <source>Select every node</source>
        <translation>เลือกทุกโหนด</translation>
    </message>
    <message>
        <source>Place by itself again</source>
        <translation>กลับไปวางอัตโนมัติ</translation>
    </message>
    <message>
        <source>On to the next node</source>
        <translation>ไปโหนดถัดไป</translation>
    </message>
    <message>
        <source>Back to the node before</source>
        <translation>กลับไปโหนดก่อนหน้า</translation>
    </message>
    <message>
        <source>The node to the left</source>
        <translation>โหนดทางซ้าย</translation>
    </message>
    <message>
        <source>The node to the right</source>
        <translation>โหนดทางขวา</translation>
    </message>
    <message>
        <source>To where the flow begins</source>
        <translation>ไปจุดเริ่มต้นของโฟลว์</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>แสดงทั้งหมด</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>ขยาย</translation>
    </message>
    <message>
        <source>Further away</source>
        <translation>ย่อ</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>จัดเรียง</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>with {who}</source>
        <translation>กับ {who}</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>เปิดไมค์</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ปิดไมค์</translation>
    </message>
    <message>
        <source>Talk time {time}</source>
        <translation>เวลาสนทนา {time}</translation>
    </message>
    <message>
        <source>hold {time}</source>
        <translation>พัก {time}</translation>
    </message>
    <message>
        <source>This call is not the line&apos;s: choose a number, or who has one.</source>
        <translation>สายนี้ไม่ได้ผ่านสายหลัก: เลือกหมายเลข หรือผู้ที่มีหมายเลข</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>พักสาย</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>สนทนาต่อ</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>แป้นกด</translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>ปรึกษา</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>โอนสาย</translation>
    </message>
    <message>
        <source>Complete transfer</source>
        <translation>โอนให้เสร็จ</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>ประชุมสาย</translation>
    </message>
    <message>
        <source>Retrieve</source>
        <translation>ดึงสายกลับ</translation>
    </message>
    <message>
        <source>End</source>
        <translation>วางสาย</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>สาย</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>Nobody is shown</source>
        <translation>ยังไม่มีใครแสดง</translation>
    </message>
    <message>
        <source>The customer appears here when a call comes in. Find one with the search above.</source>
        <translation>ลูกค้าจะปรากฏที่นี่เมื่อมีสายเข้า หรือค้นหาด้วยช่องด้านบน</translation>
    </message>
    <message>
        <source>Edit customer</source>
        <translation>แก้ไขลูกค้า</translation>
    </message>
    <message>
        <source>Merge with another customer</source>
        <translation>รวมกับลูกค้ารายอื่น</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>เคสใหม่</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Choose a second version and an outcome to compare two versions.</source>
        <translation>เลือกเวอร์ชันที่สองและผลลัพธ์เพื่อเปรียบเทียบ</translation>
    </message>
    <message>
        <source>Too few runs to compare: wait for more.</source>
        <translation>จำนวนรันน้อยเกินไป โปรดรอเพิ่ม</translation>
    </message>
    <message>
        <source>No difference can be told from these runs.</source>
        <translation>ยังบอกความต่างจากรันเหล่านี้ไม่ได้</translation>
    </message>
    <message>
        <source>Version {number} does better.</source>
        <translation>เวอร์ชัน {number} ได้ผลดีกว่า</translation>
    </message>
    <message>
        <source>Version {second} − version {first}: {points} points ({low} to {high})</source>
        <translation>เวอร์ชัน {second} − เวอร์ชัน {first}: {points} จุด ({low} ถึง {high})</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>เวอร์ชัน {number}</translation>
    </message>
    <message>
        <source>Counted are runs that are over. 95 % intervals: of a share Wilson&apos;s, of the difference Newcombe&apos;s (1998, method 10).</source>
        <translation>นับเฉพาะรันที่จบแล้ว ช่วงความเชื่อมั่น 95 %: สัดส่วนใช้ของ Wilson ความต่างใช้ของ Newcombe (1998 วิธีที่ 10)</translation>
    </message>
</context>
<context>
    <name>ConflictBox</name>
    <message>
        <source>Somebody else changed this meanwhile</source>
        <translation>ระหว่างนี้มีคนอื่นแก้ไข</translation>
    </message>
    <message>
        <source>Choose for each field what shall stand, then save again.</source>
        <translation>เลือกค่าที่จะใช้ในแต่ละช่อง แล้วบันทึกอีกครั้ง</translation>
    </message>
    <message>
        <source>There now</source>
        <translation>ค่าปัจจุบัน</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>ของคุณ</translation>
    </message>
    <message>
        <source>{field}, there now: {value}</source>
        <translation>{field} ปัจจุบัน: {value}</translation>
    </message>
    <message>
        <source>{field}, yours: {value}</source>
        <translation>{field} ของคุณ: {value}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(ว่าง)</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Consent</source>
        <translation>ความยินยอม</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>all ways</source>
        <translation>ทุกช่องทาง</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>ยินยอม</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ปฏิเสธ</translation>
    </message>
    <message>
        <source>said on the phone, form, web page …</source>
        <translation>แจ้งทางโทรศัพท์ แบบฟอร์ม เว็บ …</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>เพื่ออะไร</translation>
    </message>
    <message>
        <source>By which way</source>
        <translation>ช่องทาง</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>คำตอบ</translation>
    </message>
    <message>
        <source>How it was given</source>
        <translation>ได้มาอย่างไร</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>บันทึกความยินยอมแล้ว</translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Open tickets</source>
        <translation>เคสที่เปิดอยู่</translation>
    </message>
    <message>
        <source>Ways to reach</source>
        <translation>ช่องทางติดต่อ</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>ผู้เกี่ยวข้อง</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>ความยินยอม</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>รายละเอียด</translation>
    </message>
    <message>
        <source>Merged records</source>
        <translation>ระเบียนที่รวมแล้ว</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ไม่มี</translation>
    </message>
    <message>
        <source>no subject</source>
        <translation>ไม่มีหัวเรื่อง</translation>
    </message>
    <message>
        <source>cannot be dialled or written to</source>
        <translation>โทรหรือส่งถึงไม่ได้</translation>
    </message>
    <message>
        <source>main</source>
        <translation>หลัก</translation>
    </message>
    <message>
        <source>out of warranty</source>
        <translation>หมดประกัน</translation>
    </message>
    <message>
        <source>warranty to {day}</source>
        <translation>ประกันถึง {day}</translation>
    </message>
    <message>
        <source>{name} is {kind} of them</source>
        <translation>{name} เป็น{kind}ของรายนี้</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>ยินยอม</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ปฏิเสธ</translation>
    </message>
    <message>
        <source>all ways</source>
        <translation>ทุกช่องทาง</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>หมายเหตุ</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>เป็นลูกค้าตั้งแต่</translation>
    </message>
    <message>
        <source>Record {id} was merged into this one</source>
        <translation>ระเบียน {id} ถูกรวมเข้ากับรายการนี้</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>About this customer</source>
        <translation>เกี่ยวกับลูกค้ารายนี้</translation>
    </message>
    <message>
        <source>Enter opens or adds, F2 edits, Delete takes away, the menu key shows everything</source>
        <translation>Enter เปิดหรือเพิ่ม F2 แก้ไข Delete นำออก ปุ่มเมนูแสดงทั้งหมด</translation>
    </message>
    <message>
        <source>Nobody is shown</source>
        <translation>ยังไม่มีใครแสดง</translation>
    </message>
    <message>
        <source>Tickets, numbers and products of the customer appear here as soon as it is known who it is.</source>
        <translation>เคส หมายเลข และสินค้าของลูกค้าจะแสดงที่นี่เมื่อทราบว่าเป็นใคร</translation>
    </message>
    <message>
        <source>{what} taken away</source>
        <translation>นำ {what} ออกแล้ว</translation>
    </message>
    <message>
        <source>Relation to {name} taken away</source>
        <translation>นำความสัมพันธ์กับ {name} ออกแล้ว</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>บันทึกความยินยอมแล้ว</translation>
    </message>
    <message>
        <source>This contact is about #{number} now</source>
        <translation>การติดต่อนี้เกี่ยวกับ #{number} แล้ว</translation>
    </message>
    <message>
        <source>Merge taken back</source>
        <translation>ยกเลิกการรวมแล้ว</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>แก้ไข</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>เพิ่ม …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>เปิด</translation>
    </message>
    <message>
        <source>This contact is about it</source>
        <translation>การติดต่อนี้เกี่ยวกับเคสนี้</translation>
    </message>
    <message>
        <source>Edit …</source>
        <translation>แก้ไข …</translation>
    </message>
    <message>
        <source>Make it the main one</source>
        <translation>ตั้งเป็นรายการหลัก</translation>
    </message>
    <message>
        <source>Now refused</source>
        <translation>เปลี่ยนเป็นปฏิเสธ</translation>
    </message>
    <message>
        <source>Now allowed</source>
        <translation>เปลี่ยนเป็นยินยอม</translation>
    </message>
    <message>
        <source>Take the merge back</source>
        <translation>ยกเลิกการรวม</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>คัดลอก</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>นำออก</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>เหลือ %n วินาที</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>Name</source>
        <translation>ชื่อ</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>ชื่ออื่น</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ประเภท</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>กลุ่มลูกค้า</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>หมายเหตุ</translation>
    </message>
    <message>
        <source>Own fields</source>
        <translation>ช่องเพิ่มเติม</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>ไม่ทราบ</translation>
    </message>
    <message>
        <source>Very important customer</source>
        <translation>ลูกค้าคนสำคัญมาก</translation>
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
        <translation>ลูกค้า</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>ไม่มีลูกค้า</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>ไม่แสดงหมายเลข</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>ผู้โทรไม่รู้จัก</translation>
    </message>
    <message>
        <source>Ask who it is: make a new customer, or find the one who calls.</source>
        <translation>ถามว่าเป็นใคร: สร้างลูกค้าใหม่ หรือค้นหาผู้ที่โทรมา</translation>
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
        <translation>ฉบับร่าง {number}</translation>
    </message>
    <message>
        <source>Version {number}, in review</source>
        <translation>เวอร์ชัน {number} กำลังตรวจ</translation>
    </message>
    <message>
        <source>Version {number}, live</source>
        <translation>เวอร์ชัน {number} ใช้งานอยู่</translation>
    </message>
    <message>
        <source>Version {number}, retired</source>
        <translation>เวอร์ชัน {number} เลิกใช้แล้ว</translation>
    </message>
    <message>
        <source>New</source>
        <translation>ใหม่</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>เลิกทำ: {what}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>เลิกทำ</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>ทำซ้ำ: {what}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>ทำซ้ำ</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>โฟลว์</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>ยังไม่บันทึก</translation>
    </message>
    <message>
        <source>New node</source>
        <translation>โหนดใหม่</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>จัดเรียง</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>แสดงทั้งหมด</translation>
    </message>
    <message>
        <source>Find in the flow (Ctrl+F)</source>
        <translation>ค้นหาในโฟลว์ (Ctrl+F)</translation>
    </message>
    <message>
        <source>Find in the flow</source>
        <translation>ค้นหาในโฟลว์</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>ผลลัพธ์ก่อนหน้า</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>ผลลัพธ์ถัดไป</translation>
    </message>
    <message>
        <source>Export as a file</source>
        <translation>ส่งออกเป็นไฟล์</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>บันทึกฉบับร่าง</translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Text</source>
        <translation>ข้อความ</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>บันทึกฉบับร่างแล้ว</translation>
    </message>
    <message>
        <source>What you had changed and not saved is back.</source>
        <translation>สิ่งที่คุณแก้ไว้แต่ยังไม่ได้บันทึกกลับมาแล้ว</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>ละทิ้ง</translation>
    </message>
    <message>
        <source>Flow designer</source>
        <translation>ออกแบบโฟลว์</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>แผง</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Offline: you see what was known last. What you type is kept and sent when the hub is back.</source>
        <translation>ออฟไลน์: คุณเห็นข้อมูลล่าสุดที่ทราบ สิ่งที่พิมพ์ถูกเก็บไว้และส่งเมื่อศูนย์กลับมา</translation>
    </message>
    <message>
        <source>Phone ready</source>
        <translation>โทรศัพท์พร้อม</translation>
    </message>
    <message>
        <source>Phone starting …</source>
        <translation>โทรศัพท์กำลังเริ่ม …</translation>
    </message>
    <message>
        <source>Phone out of order</source>
        <translation>โทรศัพท์ขัดข้อง</translation>
    </message>
    <message>
        <source>No phone</source>
        <translation>ไม่มีโทรศัพท์</translation>
    </message>
    <message>
        <source>About the customer</source>
        <translation>เกี่ยวกับลูกค้า</translation>
    </message>
    <message>
        <source>Tickets, numbers, products and consents appear here.</source>
        <translation>เคส หมายเลข สินค้า และความยินยอมจะแสดงที่นี่</translation>
    </message>
</context>
<context>
    <name>EditCustomerDialog</name>
    <message>
        <source>Edit {name}</source>
        <translation>แก้ไข {name}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>A customer needs a name.</source>
        <translation>ลูกค้าต้องมีชื่อ</translation>
    </message>
    <message>
        <source>Customer saved</source>
        <translation>บันทึกลูกค้าแล้ว</translation>
    </message>
    <message>
        <source>Save what was chosen</source>
        <translation>บันทึกสิ่งที่เลือก</translation>
    </message>
</context>
<context>
    <name>EffectCard</name>
    <message>
        <source>Looks up: {what}</source>
        <translation>ค้นหา: {what}</translation>
    </message>
    <message>
        <source>Does: {what}</source>
        <translation>ทำ: {what}</translation>
    </message>
    <message>
        <source>To the queue: {what}</source>
        <translation>ไปที่คิว: {what}</translation>
    </message>
    <message>
        <source>Puts through to: {what}</source>
        <translation>โอนไปที่: {what}</translation>
    </message>
    <message>
        <source>Waits {n} s</source>
        <translation>รอ {n} วินาที</translation>
    </message>
    <message>
        <source>This is not JSON: {error}</source>
        <translation>นี่ไม่ใช่ JSON: {error}</translation>
    </message>
    <message>
        <source>refused in the simulator</source>
        <translation>ถูกปฏิเสธในตัวจำลอง</translation>
    </message>
    <message>
        <source>failed in the simulator</source>
        <translation>ล้มเหลวในตัวจำลอง</translation>
    </message>
    <message>
        <source>What the flow wants done</source>
        <translation>สิ่งที่โฟลว์ต้องการให้ทำ</translation>
    </message>
    <message>
        <source>What comes back (JSON)</source>
        <translation>ผลที่ได้กลับมา (JSON)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>เสร็จ</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>ไม่พบข้อมูล</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>ถูกปฏิเสธ</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>ล้มเหลว</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Photos and signatures of {name}</source>
        <translation>รูปภาพและลายเซ็นของ {name}</translation>
    </message>
    <message>
        <source>Photos and signatures</source>
        <translation>รูปภาพและลายเซ็น</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>กำลังค้นหา …</translation>
    </message>
    <message>
        <source>Nothing yet. A questionnaire can ask for a photo or a signature (Ctrl+L).</source>
        <translation>ยังไม่มี แบบสอบถามขอรูปภาพหรือลายเซ็นได้ (Ctrl+L)</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>ลายเซ็น</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>รูปภาพ</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>nothing</source>
        <translation>ไม่พบ</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} จาก {count}</translation>
    </message>
</context>
<context>
    <name>FlowFiles</name>
    <message>
        <source>Import a flow</source>
        <translation>นำเข้าโฟลว์</translation>
    </message>
    <message>
        <source>Export the flow</source>
        <translation>ส่งออกโฟลว์</translation>
    </message>
    <message>
        <source>Flows (*.yaml *.yml)</source>
        <translation>โฟลว์ (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Exported to {path}</source>
        <translation>ส่งออกไปที่ {path} แล้ว</translation>
    </message>
</context>
<context>
    <name>FlowLinkDialog</name>
    <message>
        <source>Link to a questionnaire</source>
        <translation>ลิงก์แบบสอบถาม</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>คัดลอกลิงก์</translation>
    </message>
    <message>
        <source>The customer&apos;s own</source>
        <translation>ภาษาของลูกค้า</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} วัน</translation>
    </message>
    <message>
        <source>Questionnaire</source>
        <translation>แบบสอบถาม</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>ใช้ได้นาน</translation>
    </message>
    <message>
        <source>Whoever has the link answers for {name}. Nothing is sent: paste it where you like.</source>
        <translation>ผู้ที่มีลิงก์จะตอบแทน {name} ระบบไม่ได้ส่งอะไรออกไป วางลิงก์ในที่ที่คุณต้องการ</translation>
    </message>
    <message>
        <source>There is no questionnaire yet. A supervisor makes them in the designer.</source>
        <translation>ยังไม่มีแบบสอบถาม หัวหน้างานสร้างได้ในตัวออกแบบ</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>คัดลอกลิงก์แล้ว</translation>
    </message>
    <message>
        <source>The link works in this network only: the hub has no public address yet.</source>
        <translation>ลิงก์นี้ใช้ได้เฉพาะในเครือข่ายนี้: ฮับยังไม่มีที่อยู่สาธารณะ</translation>
    </message>
</context>
<context>
    <name>FlowLinkList</name>
    <message>
        <source>Links that are out</source>
        <translation>ลิงก์ที่ออกไปแล้ว</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>เริ่มแล้ว</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>ยังไม่ได้เปิด</translation>
    </message>
    <message>
        <source>{state}, good until {day}</source>
        <translation>{state} ใช้ได้ถึง {day}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>คัดลอก</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>ยกเลิกลิงก์</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>คัดลอกลิงก์แล้ว</translation>
    </message>
    <message>
        <source>The link is no longer good.</source>
        <translation>ลิงก์นี้ใช้ไม่ได้แล้ว</translation>
    </message>
</context>
<context>
    <name>FlowList</name>
    <message>
        <source>Flows</source>
        <translation>โฟลว์</translation>
    </message>
    <message>
        <source>Call scripts, telephone menus, questionnaires and checklists. Open one to see and change it; runs stay on the version that is live until you publish another.</source>
        <translation>สคริปต์การโทร เมนูโทรศัพท์ แบบสอบถาม และรายการตรวจ เปิดเพื่อดูและแก้ไข การทำงานยังใช้เวอร์ชันที่ใช้งานอยู่จนกว่าคุณจะเผยแพร่เวอร์ชันใหม่</translation>
    </message>
    <message>
        <source>Find a flow</source>
        <translation>ค้นหาโฟลว์</translation>
    </message>
    <message>
        <source>New flow</source>
        <translation>โฟลว์ใหม่</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>นำเข้าไฟล์</translation>
    </message>
    <message>
        <source>There is no flow yet</source>
        <translation>ยังไม่มีโฟลว์</translation>
    </message>
    <message>
        <source>Press New flow and choose a template, or import a YAML file.</source>
        <translation>กดโฟลว์ใหม่แล้วเลือกแม่แบบ หรือนำเข้าไฟล์ YAML</translation>
    </message>
</context>
<context>
    <name>FlowModel</name>
    <message>
        <source>Flow</source>
        <translation>โฟลว์</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ชื่อ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>ช่องทาง</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>console</source>
        <translation>คอนโซล</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>โทรศัพท์</translation>
    </message>
    <message>
        <source>web page</source>
        <translation>หน้าเว็บ</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>ปิดอยู่</translation>
    </message>
    <message>
        <source>Live: {numbers}</source>
        <translation>ใช้งานอยู่: {numbers}</translation>
    </message>
    <message>
        <source>In review: {number}</source>
        <translation>กำลังตรวจ: {number}</translation>
    </message>
    <message>
        <source>Draft: {number}</source>
        <translation>ฉบับร่าง: {number}</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>What went wrong</source>
        <translation>เกิดอะไรขึ้น</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ยกเลิก</translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message>
        <source>Graph of the flow</source>
        <translation>แผนผังของโฟลว์</translation>
    </message>
</context>
<context>
    <name>Hands</name>
    <message>
        <source>A flow ends here: no way leads on from it.</source>
        <translation>โฟลว์จบที่นี่ ไม่มีทางไปต่อ</translation>
    </message>
    <message>
        <source>Which way</source>
        <translation>ทางไหน</translation>
    </message>
    <message>
        <source>Another case</source>
        <translation>อีกกรณีหนึ่ง</translation>
    </message>
    <message>
        <source>next</source>
        <translation>ถัดไป</translation>
    </message>
    <message>
        <source>From “{name}” to …</source>
        <translation>จาก “{name}” ไปยัง …</translation>
    </message>
    <message>
        <source>Go to …</source>
        <translation>ไปที่ …</translation>
    </message>
    <message>
        <source>“{name}” was deleted, with the ways to it.</source>
        <translation>ลบ “{name}” แล้ว พร้อมทางที่ไปยังโหนดนี้</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes were deleted, with the ways to them.</source>
        <translation>
            <numerusform>ลบแล้ว %n โหนด พร้อมทางที่ไปยังโหนดเหล่านั้น</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) copied</source>
        <translation>
            <numerusform>คัดลอกแล้ว %n โหนด</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>เปลี่ยนชื่อ</translation>
    </message>
    <message>
        <source>New name of “{name}”, everywhere it is named:</source>
        <translation>ชื่อใหม่ของ “{name}” ทุกที่ที่อ้างถึง:</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>ชื่อใหม่</translation>
    </message>
    <message>
        <source>New node here …</source>
        <translation>โหนดใหม่ที่นี่ …</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>วาง</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>จัดเรียง</translation>
    </message>
    <message>
        <source>New node after this …</source>
        <translation>โหนดใหม่หลังจากนี้ …</translation>
    </message>
    <message>
        <source>Connect with …</source>
        <translation>เชื่อมกับ …</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>เปลี่ยนชื่อ …</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>ทำสำเนา</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>คัดลอก</translation>
    </message>
    <message>
        <source>Place by itself</source>
        <translation>วางอัตโนมัติ</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>ลบ</translation>
    </message>
    <message>
        <source>Take out: {way} → {node}</source>
        <translation>เอาออก: {way} → {node}</translation>
    </message>
</context>
<context>
    <name>Handset</name>
    <message>
        <source>(The line hangs up.)</source>
        <translation>(สายวางสาย)</translation>
    </message>
    <message>
        <source>(entered: {keys})</source>
        <translation>(กด: {keys})</translation>
    </message>
    <message>
        <source>(goes on)</source>
        <translation>(ไปต่อ)</translation>
    </message>
    <message>
        <source>(nothing entered)</source>
        <translation>(ไม่ได้กด)</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>โทรศัพท์</translation>
    </message>
    <message>
        <source>What the caller hears</source>
        <translation>สิ่งที่ผู้โทรได้ยิน</translation>
    </message>
    <message>
        <source>Keys pressed</source>
        <translation>ปุ่มที่กด</translation>
    </message>
    <message>
        <source>Heard, no key</source>
        <translation>ฟังแล้ว ไม่กดปุ่ม</translation>
    </message>
</context>
<context>
    <name>HitDelegate</name>
    <message>
        <source>similar</source>
        <translation>ใกล้เคียง</translation>
    </message>
</context>
<context>
    <name>HitPopup</name>
    <message>
        <source>Search hits</source>
        <translation>ผลการค้นหา</translation>
    </message>
    <message>
        <source>Search hint</source>
        <translation>คำแนะนำการค้นหา</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”. Try a part of the name, a number or a ticket number.</source>
        <translation>ไม่พบ “{text}” ลองใช้บางส่วนของชื่อ หมายเลข หรือเลขเคส</translation>
    </message>
    <message>
        <source>Nothing is written just so. Did you mean:</source>
        <translation>ไม่มีที่เขียนตรงกัน คุณหมายถึง:</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>You are ready</source>
        <translation>คุณพร้อมแล้ว</translation>
    </message>
    <message>
        <source>The next contact rings here by itself.</source>
        <translation>สายถัดไปจะดังที่นี่เอง</translation>
    </message>
    <message>
        <source>A contact rang and was not taken</source>
        <translation>มีสายดังแต่ไม่ได้รับ</translation>
    </message>
    <message>
        <source>It went back to its place in the queue. You get no others until you are ready.</source>
        <translation>สายกลับไปที่เดิมในคิว คุณจะไม่ได้รับสายอื่นจนกว่าจะพร้อม</translation>
    </message>
    <message>
        <source>You are not ready</source>
        <translation>คุณยังไม่พร้อม</translation>
    </message>
    <message>
        <source>Nobody is waiting.</source>
        <translation>ไม่มีใครรออยู่</translation>
    </message>
    <message numerus="yes">
        <source>%n are waiting.</source>
        <comment>callers in all queues</comment>
        <translation>
            <numerusform>มี %n สายรออยู่</numerusform>
        </translation>
    </message>
    <message>
        <source>Go ready</source>
        <translation>ตั้งเป็นพร้อม</translation>
    </message>
</context>
<context>
    <name>Items</name>
    <message>
        <source>Add</source>
        <translation>เพิ่ม</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>เพิ่มใน{name}</translation>
    </message>
    <message>
        <source>{label} of {number}</source>
        <translation>{label}ของรายการที่ {number}</translation>
    </message>
    <message>
        <source>Move {number} up</source>
        <translation>เลื่อนรายการที่ {number} ขึ้น</translation>
    </message>
    <message>
        <source>Move {number} down</source>
        <translation>เลื่อนรายการที่ {number} ลง</translation>
    </message>
    <message>
        <source>Take out {number}</source>
        <translation>เอารายการที่ {number} ออก</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <translation>แป้นกด</translation>
    </message>
    <message>
        <source>Digits sent</source>
        <translation>ตัวเลขที่ส่ง</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Title</source>
        <translation>ชื่อเรื่อง</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>สิ่งที่พูด</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>คำถาม</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>กรณี</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>ตัวแปร</translation>
    </message>
    <message>
        <source>What is looked up</source>
        <translation>ค้นหาอะไร</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>คำสั่ง</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>คิว</translation>
    </message>
    <message>
        <source>Number to call</source>
        <translation>หมายเลขที่จะโทร</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>โฟลว์</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>นานเท่าใด</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>ผลลัพธ์</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>คำตอบ</translation>
    </message>
    <message>
        <source>Into the variable</source>
        <translation>เก็บในตัวแปร</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>ตัวเลือก</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>สิ่งที่แนะนำ</translation>
    </message>
    <message>
        <source>Has to be answered</source>
        <translation>ต้องตอบ</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>คำแนะนำ</translation>
    </message>
    <message>
        <source>Filled in already</source>
        <translation>กรอกไว้แล้ว</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>อย่างน้อย</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>อย่างมาก</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>รูปแบบ</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>สกุลเงิน</translation>
    </message>
    <message>
        <source>Keep in the record as</source>
        <translation>เก็บในระเบียนเป็น</translation>
    </message>
    <message>
        <source>Said after a wrong entry</source>
        <translation>พูดเมื่อกรอกผิด</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>ไฟล์เสียง</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>เวลาจำกัด</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>จำนวนครั้ง</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>อาร์กิวเมนต์</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>ทักษะ</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>ลำดับความสำคัญ</translation>
    </message>
    <message>
        <source>Preferred agent</source>
        <translation>เจ้าหน้าที่ที่ต้องการ</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>ผลที่ส่งกลับ</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>ถัดไป</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>มิฉะนั้น</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>เมื่อไม่พบ</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>เมื่อล้มเหลว</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>เมื่อถูกปฏิเสธ</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>เมื่อรับ</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>เมื่อปฏิเสธ</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>ตำแหน่ง</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>ค่า</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>ข้อความ</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>ปุ่ม</translation>
    </message>
    <message>
        <source>When</source>
        <translation>เมื่อ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>เหตุผล</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>คะแนน</translation>
    </message>
</context>
<context>
    <name>KeysWindow</name>
    <message>
        <source>Keys</source>
        <translation>ปุ่มลัด</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>ค้นหาคำสั่ง</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>Ctrl+K does anything by its name.</source>
        <translation>กด Ctrl+K เพื่อทำอะไรก็ได้ด้วยชื่อ</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Say something</source>
        <translation>พูด</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>ถามคำถาม</translation>
    </message>
    <message>
        <source>Branch by conditions</source>
        <translation>แยกตามเงื่อนไข</translation>
    </message>
    <message>
        <source>Set variables</source>
        <translation>กำหนดตัวแปร</translation>
    </message>
    <message>
        <source>Look something up</source>
        <translation>ค้นหาข้อมูล</translation>
    </message>
    <message>
        <source>Do a command</source>
        <translation>ทำคำสั่ง</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>แนะนำ</translation>
    </message>
    <message>
        <source>Route to a queue</source>
        <translation>ส่งเข้าคิว</translation>
    </message>
    <message>
        <source>Transfer to a number</source>
        <translation>โอนไปหมายเลข</translation>
    </message>
    <message>
        <source>Run another flow</source>
        <translation>เรียกโฟลว์อื่น</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>รอ</translation>
    </message>
    <message>
        <source>End</source>
        <translation>จบ</translation>
    </message>
    <message>
        <source>Kind of the new node</source>
        <translation>ชนิดของโหนดใหม่</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>You are on a call</source>
        <translation>คุณกำลังอยู่ในสาย</translation>
    </message>
    <message>
        <source>You are on a call. Close the window all the same?</source>
        <translation>คุณกำลังอยู่ในสาย จะปิดหน้าต่างหรือไม่</translation>
    </message>
    <message>
        <source>The call runs on for a minute; open the window again to get it back.</source>
        <translation>สายจะดำเนินต่ออีกหนึ่งนาที เปิดหน้าต่างอีกครั้งเพื่อกลับมาคุย</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>ปิดหน้าต่าง</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>อยู่ต่อ</translation>
    </message>
</context>
<context>
    <name>LivenessMark</name>
    <message>
        <source>Live</source>
        <translation>สด</translation>
    </message>
    <message>
        <source>What you see is what is.</source>
        <translation>สิ่งที่คุณเห็นคือปัจจุบัน</translation>
    </message>
    <message numerus="yes">
        <source>%n s behind</source>
        <translation>
            <numerusform>ช้า %n วินาที</numerusform>
        </translation>
    </message>
    <message>
        <source>What you see is some seconds old. It catches up by itself.</source>
        <translation>ข้อมูลที่เห็นช้าไปไม่กี่วินาที จะตามทันเอง</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>ออฟไลน์</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Everything stays readable; what you type is kept and sent later.</source>
        <translation>ติดต่อศูนย์ไม่ได้ ทุกอย่างยังอ่านได้ สิ่งที่พิมพ์จะเก็บไว้ส่งภายหลัง</translation>
    </message>
    <message>
        <source>How live this window is</source>
        <translation>หน้าต่างนี้สดแค่ไหน</translation>
    </message>
</context>
<context>
    <name>MatchBar</name>
    <message>
        <source>Customers with this number</source>
        <translation>ลูกค้าที่ใช้หมายเลขนี้</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>ลูกค้าใหม่</translation>
    </message>
    <message>
        <source>… or find the customer: name, number, e-mail</source>
        <translation>… หรือค้นหาลูกค้า: ชื่อ หมายเลข อีเมล</translation>
    </message>
    <message>
        <source>Find the customer who calls</source>
        <translation>ค้นหาลูกค้าที่โทรมา</translation>
    </message>
    <message>
        <source>Someone else …</source>
        <translation>คนอื่น …</translation>
    </message>
    <message>
        <source>Why this customer</source>
        <translation>ทำไมจึงเป็นลูกค้ารายนี้</translation>
    </message>
    <message>
        <source>The number is {source}</source>
        <translation>หมายเลขนี้ {source}</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge two records of one customer</source>
        <translation>รวมสองระเบียนของลูกค้ารายเดียวกัน</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>รวม</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>ระเบียนอีกรายการ</translation>
    </message>
    <message>
        <source>Find the other record: type a part of its name, a number or an address.</source>
        <translation>ค้นหาอีกระเบียน: พิมพ์บางส่วนของชื่อ หมายเลข หรือที่อยู่</translation>
    </message>
    <message>
        <source>This is the same record. Find the other one.</source>
        <translation>นี่คือระเบียนเดียวกัน โปรดค้นหาอีกรายการ</translation>
    </message>
    <message>
        <source>These two are merged already.</source>
        <translation>สองรายการนี้รวมกันแล้ว</translation>
    </message>
    <message>
        <source>This record stays</source>
        <translation>เก็บระเบียนนี้ไว้</translation>
    </message>
    <message>
        <source>{name} stays</source>
        <translation>เก็บ {name} ไว้</translation>
    </message>
    <message>
        <source>Contacts, tickets, numbers, products and notes of the other record move to the one that stays; its numbers and addresses keep finding it. The merge can be taken back.</source>
        <translation>การติดต่อ เคส หมายเลข สินค้า และบันทึกของอีกระเบียนจะย้ายมาที่รายการที่เก็บไว้ หมายเลขและที่อยู่เดิมยังค้นพบได้ และยกเลิกการรวมได้</translation>
    </message>
    <message>
        <source>Find the other record first.</source>
        <translation>โปรดค้นหาอีกระเบียนก่อน</translation>
    </message>
    <message>
        <source>The two records are one now</source>
        <translation>สองระเบียนรวมเป็นหนึ่งแล้ว</translation>
    </message>
    <message>
        <source>Numbers and addresses</source>
        <translation>หมายเลขและที่อยู่</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>เคสที่เปิดอยู่</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>ติดต่อล่าสุด</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>เป็นลูกค้าตั้งแต่</translation>
    </message>
</context>
<context>
    <name>MyWork</name>
    <message>
        <source>OFFERED</source>
        <translation>สายที่เสนอ</translation>
    </message>
    <message>
        <source>ON THE LINE</source>
        <translation>กำลังอยู่ในสาย</translation>
    </message>
    <message>
        <source>AFTER-CALL WORK</source>
        <translation>งานหลังวางสาย</translation>
    </message>
    <message>
        <source>MY TICKETS</source>
        <translation>เคสของฉัน</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>การติดต่อ</translation>
    </message>
    <message>
        <source>Nothing to do yet</source>
        <translation>ยังไม่มีงาน</translation>
    </message>
    <message>
        <source>The next contact appears here by itself.</source>
        <translation>การติดต่อถัดไปจะปรากฏที่นี่เอง</translation>
    </message>
    <message>
        <source>No work yet</source>
        <translation>ยังไม่มีงาน</translation>
    </message>
    <message>
        <source>Choose Ready in the state control above to take contacts.</source>
        <translation>เลือก “พร้อม” ที่ตัวเลือกสถานะด้านบนเพื่อรับสาย</translation>
    </message>
    <message>
        <source>My work</source>
        <translation>งานของฉัน</translation>
    </message>
</context>
<context>
    <name>NewCustomer</name>
    <message>
        <source>New customer</source>
        <translation>ลูกค้าใหม่</translation>
    </message>
    <message>
        <source>other</source>
        <translation>อื่น ๆ</translation>
    </message>
    <message>
        <source>What kind of number</source>
        <translation>ประเภทหมายเลข</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>โทรศัพท์</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>อีเมล</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>สร้างลูกค้า</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ยกเลิก</translation>
    </message>
    <message>
        <source>A customer needs a name. Type one, or leave this and link another customer.</source>
        <translation>ลูกค้าต้องมีชื่อ พิมพ์ชื่อ หรือออกจากที่นี่แล้วเชื่อมกับลูกค้ารายอื่น</translation>
    </message>
</context>
<context>
    <name>NewFlowDialog</name>
    <message>
        <source>New flow</source>
        <translation>โฟลว์ใหม่</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>เริ่ม</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>ชื่อเรื่อง</translation>
    </message>
    <message>
        <source>Name for machines</source>
        <translation>ชื่อสำหรับระบบ</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>เริ่มจาก</translation>
    </message>
    <message>
        <source>A call script: say, ask, keep a note</source>
        <translation>สคริปต์การโทร: พูด ถาม จดบันทึก</translation>
    </message>
    <message>
        <source>A telephone menu: digits lead to queues</source>
        <translation>เมนูโทรศัพท์: กดตัวเลขไปยังคิว</translation>
    </message>
    <message>
        <source>A questionnaire: by an agent or by a link</source>
        <translation>แบบสอบถาม: โดยเจ้าหน้าที่หรือผ่านลิงก์</translation>
    </message>
    <message>
        <source>A checklist for a visit: photo and signature</source>
        <translation>รายการตรวจสำหรับการเยี่ยม: รูปถ่ายและลายเซ็น</translation>
    </message>
    <message>
        <source>A name for machines has small letters, digits and hyphens, such as night-menu.</source>
        <translation>ชื่อสำหรับระบบใช้ตัวพิมพ์เล็ก ตัวเลข และขีดกลาง เช่น night-menu</translation>
    </message>
    <message>
        <source>There is a flow of this name already. Choose another name, or open that one.</source>
        <translation>มีโฟลว์ชื่อนี้แล้ว เลือกชื่ออื่น หรือเปิดโฟลว์นั้น</translation>
    </message>
</context>
<context>
    <name>NodeForm</name>
    <message>
        <source>Show in the text</source>
        <translation>แสดงในข้อความ</translation>
    </message>
    <message>
        <source>Name of the node</source>
        <translation>ชื่อโหนด</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ชื่อ</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>ช่องเพิ่มเติม</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>ไปที่ไหน</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>โหนด</translation>
    </message>
    <message>
        <source>Fields of the node</source>
        <translation>ช่องของโหนด</translation>
    </message>
    <message>
        <source>This node cannot be shown as a form</source>
        <translation>แสดงโหนดนี้เป็นฟอร์มไม่ได้</translation>
    </message>
    <message>
        <source>Its text cannot be read just now. Put it right in the text.</source>
        <translation>ตอนนี้อ่านข้อความไม่ได้ แก้ไขในข้อความก่อน</translation>
    </message>
    <message>
        <source>No node is chosen</source>
        <translation>ยังไม่ได้เลือกโหนด</translation>
    </message>
    <message>
        <source>Choose one in the graph to see and change its fields. N makes a new one.</source>
        <translation>เลือกโหนดในแผนผังเพื่อดูและแก้ไข กด N เพื่อสร้างใหม่</translation>
    </message>
</context>
<context>
    <name>NodePicker</name>
    <message>
        <source>Way</source>
        <translation>ทาง</translation>
    </message>
    <message>
        <source>Name or text of the node</source>
        <translation>ชื่อหรือข้อความของโหนด</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>โหนด</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ยกเลิก</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>บันทึกโน้ต</translation>
    </message>
    <message>
        <source>Note struck out</source>
        <translation>ขีดฆ่าบันทึกแล้ว</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>แก้ไขบันทึกแล้ว</translation>
    </message>
    <message>
        <source>The note is kept and goes out as soon as the hub is back.</source>
        <translation>เก็บบันทึกไว้แล้ว จะส่งทันทีที่ศูนย์กลับมา</translation>
    </message>
    <message>
        <source>The note is kept here, but not saved: {why}</source>
        <translation>เก็บบันทึกไว้ที่นี่ แต่ยังไม่ได้บันทึก: {why}</translation>
    </message>
    <message>
        <source>Save change</source>
        <translation>บันทึกการแก้ไข</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>ข้อความบันทึก</translation>
    </message>
    <message>
        <source>Note on this call …</source>
        <translation>บันทึกเกี่ยวกับสายนี้ …</translation>
    </message>
    <message>
        <source>Note on this customer …</source>
        <translation>บันทึกเกี่ยวกับลูกค้ารายนี้ …</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>กำลังบันทึก …</translation>
    </message>
    <message>
        <source>Kept as you type</source>
        <translation>เก็บขณะพิมพ์</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>ประกาศ</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>กำลังทำงาน…</translation>
    </message>
    <message numerus="yes">
        <source>%n kept until the hub is back</source>
        <translation>
            <numerusform>เก็บไว้ %n รายการจนกว่าศูนย์จะกลับมา</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>ไม่รับ %n รายการ</numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>ปิดประกาศ</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Undo</source>
        <translation>เลิกทำ</translation>
    </message>
</context>
<context>
    <name>ObjectionBar</name>
    <message>
        <source>Caller says ({key})</source>
        <translation>ผู้โทรพูดว่า ({key})</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>A colleague asks you in</source>
        <translation>เพื่อนร่วมงานขอให้คุณเข้าร่วม</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>สายเข้า</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>การติดต่อ</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>รับสาย</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>ปฏิเสธ</translation>
    </message>
    <message>
        <source>Decline with a reason</source>
        <translation>ปฏิเสธพร้อมเหตุผล</translation>
    </message>
    <message>
        <source>Offer: {who}</source>
        <translation>สายเสนอ: {who}</translation>
    </message>
    <message>
        <source>waiting {time}</source>
        <translation>รอ {time}</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Incoming call: {who}</source>
        <translation>สายเข้า: {who}</translation>
    </message>
</context>
<context>
    <name>Ops</name>
    <message>
        <source>Kept here. It is sent as soon as the hub is back.</source>
        <translation>เก็บไว้ที่นี่ จะส่งทันทีที่ศูนย์กลับมา</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>เลิกทำแล้ว</translation>
    </message>
</context>
<context>
    <name>Pairs</name>
    <message>
        <source>{name}: name</source>
        <translation>{name}: ชื่อ</translation>
    </message>
    <message>
        <source>Take out {name}</source>
        <translation>เอา {name} ออก</translation>
    </message>
    <message>
        <source>New name, then Enter</source>
        <translation>ชื่อใหม่ แล้วกด Enter</translation>
    </message>
    <message>
        <source>{name}: new name</source>
        <translation>{name}: ชื่อใหม่</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>แผงคำสั่ง</translation>
    </message>
    <message>
        <source>What shall be done or found</source>
        <translation>ต้องการทำหรือค้นหาอะไร</translation>
    </message>
    <message>
        <source>Type what to do, or whom to find</source>
        <translation>พิมพ์สิ่งที่จะทำ หรือคนที่จะหา</translation>
    </message>
    <message>
        <source>Commands and hits</source>
        <translation>คำสั่งและผลลัพธ์</translation>
    </message>
</context>
<context>
    <name>PassOn</name>
    <message>
        <source>There is no call to pass on. Go on without.</source>
        <translation>ไม่มีสายที่จะโอน ดำเนินการต่อโดยไม่ต้องโอน</translation>
    </message>
    <message>
        <source>There is no queue “{name}”. Go on without.</source>
        <translation>ไม่มีคิว “{name}” ดำเนินการต่อโดยไม่ต้องโอน</translation>
    </message>
</context>
<context>
    <name>PhoneWindow</name>
    <message>
        <source>Phone and devices</source>
        <translation>โทรศัพท์และอุปกรณ์</translation>
    </message>
    <message>
        <source>1. Choose what you hear and speak with</source>
        <translation>1. เลือกอุปกรณ์ที่ใช้ฟังและพูด</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>ไมโครโฟน</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>ลำโพง</translation>
    </message>
    <message>
        <source>2. Speak: the upper bar moves</source>
        <translation>2. พูด: แถบบนจะขยับ</translation>
    </message>
    <message>
        <source>You</source>
        <translation>คุณ</translation>
    </message>
    <message>
        <source>What you hear</source>
        <translation>เสียงที่คุณได้ยิน</translation>
    </message>
    <message>
        <source>Level: {what}</source>
        <translation>ระดับเสียง: {what}</translation>
    </message>
    <message>
        <source>3. Hear yourself</source>
        <translation>3. ฟังเสียงตัวเอง</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>The phone is ready</source>
        <translation>โทรศัพท์พร้อมใช้งาน</translation>
    </message>
    <message>
        <source>The phone is starting</source>
        <translation>โทรศัพท์กำลังเริ่มทำงาน</translation>
    </message>
    <message>
        <source>The phone does not work</source>
        <translation>โทรศัพท์ใช้งานไม่ได้</translation>
    </message>
    <message>
        <source>There is no phone</source>
        <translation>ไม่มีโทรศัพท์</translation>
    </message>
    <message>
        <source>The system&apos;s own choice</source>
        <translation>ตามที่ระบบเลือก</translation>
    </message>
    <message>
        <source>No sound device was found: calls work, but you hear and say nothing.</source>
        <translation>ไม่พบอุปกรณ์เสียง: โทรได้ แต่จะไม่ได้ยินและพูดไม่ได้</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>หยุด</translation>
    </message>
    <message numerus="yes">
        <source>Say something: you hear it a second later. %n s left.</source>
        <translation>
            <numerusform>พูดอะไรก็ได้: จะได้ยินในหนึ่งวินาที เหลือ %n วินาที</numerusform>
        </translation>
    </message>
    <message>
        <source>Start the echo test</source>
        <translation>เริ่มทดสอบเสียงสะท้อน</translation>
    </message>
    <message>
        <source>Start, say something, and listen. If you hear yourself, callers will too.</source>
        <translation>เริ่ม พูด แล้วฟัง ถ้าได้ยินเสียงตัวเอง ผู้โทรก็จะได้ยินเช่นกัน</translation>
    </message>
</context>
<context>
    <name>PointDialog</name>
    <message>
        <source>Edit contact point</source>
        <translation>แก้ไขช่องทางติดต่อ</translation>
    </message>
    <message>
        <source>New contact point</source>
        <translation>ช่องทางติดต่อใหม่</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>เพิ่ม</translation>
    </message>
    <message>
        <source>The main one</source>
        <translation>รายการหลัก</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ประเภท</translation>
    </message>
    <message>
        <source>Number or address</source>
        <translation>หมายเลขหรือที่อยู่</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ป้ายชื่อ</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>หลัก</translation>
    </message>
    <message>
        <source>Type a number or an address first.</source>
        <translation>โปรดพิมพ์หมายเลขหรือที่อยู่ก่อน</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>แก้ไขแล้ว</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>เพิ่มแล้ว</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>No problems: this flow can go live.</source>
        <translation>ไม่มีปัญหา: โฟลว์นี้เปิดใช้งานได้</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>ข้อผิดพลาด %n รายการ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>คำเตือน %n รายการ</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>ปัญหา</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>Line {line}</source>
        <translation>บรรทัด {line}</translation>
    </message>
</context>
<context>
    <name>ProductDialog</name>
    <message>
        <source>Product the customer owns</source>
        <translation>สินค้าที่ลูกค้าเป็นเจ้าของ</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>เพิ่ม</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>หมายเลขเครื่อง</translation>
    </message>
    <message>
        <source>Choose a product first.</source>
        <translation>โปรดเลือกสินค้าก่อน</translation>
    </message>
    <message>
        <source>Product added</source>
        <translation>เพิ่มสินค้าแล้ว</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>Version {number} goes live</source>
        <translation>เปิดใช้เวอร์ชัน {number}</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>เปิดใช้งาน</translation>
    </message>
    <message>
        <source>Not now, but at a date</source>
        <translation>ยังไม่ใช่ตอนนี้ แต่ตามวันที่กำหนด</translation>
    </message>
    <message>
        <source>Live from</source>
        <translation>เปิดใช้ตั้งแต่</translation>
    </message>
    <message>
        <source>Share of new runs</source>
        <translation>สัดส่วนของการรันใหม่</translation>
    </message>
    <message>
        <source>No version of this flow is live yet. Runs begin with this one from then on.</source>
        <translation>โฟลว์นี้ยังไม่มีเวอร์ชันที่เปิดใช้ การรันใหม่จะเริ่มจากเวอร์ชันนี้</translation>
    </message>
    <message>
        <source>Version {number} is live now. Under 100 % it stays live beside this one, and the two are compared. Runs that have begun stay on the version they began with.</source>
        <translation>เวอร์ชัน {number} เปิดใช้อยู่ หากต่ำกว่า 100 % ทั้งสองเวอร์ชันจะใช้งานคู่กันและถูกเปรียบเทียบ การรันที่เริ่มแล้วจะอยู่กับเวอร์ชันเดิม</translation>
    </message>
</context>
<context>
    <name>QualityMark</name>
    <message>
        <source>{codec}, {loss} % lost, jitter {jitter} ms, round trip {rtt} ms</source>
        <translation>{codec} สูญหาย {loss} % จิตเตอร์ {jitter} มิลลิวินาที ไปกลับ {rtt} มิลลิวินาที</translation>
    </message>
    <message>
        <source>Call quality {n} of 4</source>
        <translation>คุณภาพสาย {n} จาก 4</translation>
    </message>
</context>
<context>
    <name>QueueFace</name>
    <message>
        <source>{queue}: {waiting} waiting, longest {longest}</source>
        <translation>{queue}: รอ {waiting} สาย นานสุด {longest}</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>พร้อม %n คน</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents could take an offer now</source>
        <translation>
            <numerusform>ขณะนี้มีเจ้าหน้าที่รับสายได้ %n คน</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Too many failed attempts. Try again in %n s.</source>
        <translation>ลองผิดหลายครั้งเกินไป ลองใหม่ใน %n วินาที</translation>
    </message>
    <message>
        <source>Too many failed attempts. Wait a minute, then try again.</source>
        <translation>ลองผิดหลายครั้งเกินไป รอหนึ่งนาทีแล้วลองอีกครั้ง</translation>
    </message>
    <message>
        <source>The hub cannot be reached. What you type is kept; try again when the window is live.</source>
        <translation>ติดต่อศูนย์ไม่ได้ สิ่งที่คุณพิมพ์ถูกเก็บไว้ ลองอีกครั้งเมื่อหน้าต่างกลับมาเชื่อมต่อ</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Your phone has hung up; the hub takes note when it is back.</source>
        <translation>ติดต่อศูนย์ไม่ได้ โทรศัพท์ของคุณวางสายแล้ว ศูนย์จะบันทึกเมื่อกลับมา</translation>
    </message>
    <message>
        <source>Login or password is wrong. Check both; capital letters count.</source>
        <translation>ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจสอบทั้งสองอย่าง ตัวพิมพ์ใหญ่เล็กมีผล</translation>
    </message>
    <message>
        <source>This session has ended. Sign in again.</source>
        <translation>เซสชันนี้สิ้นสุดแล้ว โปรดเข้าสู่ระบบอีกครั้ง</translation>
    </message>
    <message>
        <source>Your role may not do this. Ask a supervisor.</source>
        <translation>บทบาทของคุณทำสิ่งนี้ไม่ได้ โปรดแจ้งหัวหน้างาน</translation>
    </message>
    <message>
        <source>This offer is no longer there: somebody else took it, or the caller hung up.</source>
        <translation>สายนี้ไม่อยู่แล้ว: มีคนอื่นรับไป หรือผู้โทรวางสาย</translation>
    </message>
    <message>
        <source>This can no longer be done: the call has moved on.</source>
        <translation>ทำไม่ได้แล้ว: สายเปลี่ยนสถานะไปแล้ว</translation>
    </message>
    <message>
        <source>You are on a call. Finish it first.</source>
        <translation>คุณกำลังอยู่ในสาย โปรดจบสายก่อน</translation>
    </message>
    <message>
        <source>Your phone is not ready. Open Phone and devices to see why.</source>
        <translation>โทรศัพท์ของคุณยังไม่พร้อม เปิด “โทรศัพท์และอุปกรณ์” เพื่อดูสาเหตุ</translation>
    </message>
    <message>
        <source>The line cannot dial outside numbers here. Choose an agent or a queue.</source>
        <translation>สายนี้โทรออกภายนอกไม่ได้ โปรดเลือกเจ้าหน้าที่หรือคิว</translation>
    </message>
    <message>
        <source>The telephone line is down. Calls cannot be moved until it is back.</source>
        <translation>สายโทรศัพท์ขัดข้อง ย้ายสายไม่ได้จนกว่าจะกลับมา</translation>
    </message>
    <message>
        <source>Somebody else changed this first. Look at what is there now, then try again.</source>
        <translation>มีคนอื่นแก้ไขก่อนแล้ว โปรดดูข้อมูลปัจจุบันแล้วลองอีกครั้ง</translation>
    </message>
    <message>
        <source>This is not a telephone number that can be dialled.</source>
        <translation>นี่ไม่ใช่หมายเลขโทรศัพท์ที่โทรได้</translation>
    </message>
</context>
<context>
    <name>RefusedWindow</name>
    <message>
        <source>Not taken by the hub</source>
        <translation>ศูนย์ไม่รับ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>This was kept here and could not be done when the hub was back.</source>
        <translation>รายการนี้เก็บไว้ที่นี่ แต่ทำไม่ได้เมื่อศูนย์กลับมา</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>คัดลอกข้อความ</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>ปิดประกาศ</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>บันทึกใหม่</translation>
    </message>
    <message>
        <source>Changed note</source>
        <translation>บันทึกที่แก้ไข</translation>
    </message>
    <message>
        <source>Note struck out</source>
        <translation>ขีดฆ่าบันทึกแล้ว</translation>
    </message>
    <message>
        <source>Note brought back</source>
        <translation>นำบันทึกกลับมาแล้ว</translation>
    </message>
    <message>
        <source>Outcome of a call</source>
        <translation>ผลของสาย</translation>
    </message>
    <message>
        <source>Call put on hold</source>
        <translation>พักสายแล้ว</translation>
    </message>
    <message>
        <source>Call taken off hold</source>
        <translation>สนทนาต่อแล้ว</translation>
    </message>
    <message>
        <source>Customer of a call</source>
        <translation>ลูกค้าของสาย</translation>
    </message>
    <message>
        <source>Ticket of a call</source>
        <translation>เคสของสาย</translation>
    </message>
    <message>
        <source>Call at this phone</source>
        <translation>สายที่โทรศัพท์นี้</translation>
    </message>
    <message>
        <source>Quality of a call</source>
        <translation>คุณภาพของสาย</translation>
    </message>
</context>
<context>
    <name>RelationDialog</name>
    <message>
        <source>Relation of {name}</source>
        <translation>ความสัมพันธ์ของ {name}</translation>
    </message>
    <message>
        <source>Relate</source>
        <translation>เชื่อมโยง</translation>
    </message>
    <message>
        <source>The other is this to {name}</source>
        <translation>อีกฝ่ายเป็นสิ่งนี้ต่อ {name}</translation>
    </message>
    <message>
        <source>{name} is this to the other</source>
        <translation>{name} เป็นสิ่งนี้ต่ออีกฝ่าย</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>ลูกค้าอีกราย</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>ความสัมพันธ์</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>ทิศทาง</translation>
    </message>
    <message>
        <source>Find the other customer first: type a part of the name or the number.</source>
        <translation>ค้นหาลูกค้าอีกรายก่อน: พิมพ์บางส่วนของชื่อหรือหมายเลข</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>ผู้เกี่ยวข้อง</translation>
    </message>
</context>
<context>
    <name>Ringing</name>
    <message>
        <source>Answer</source>
        <translation>รับสาย</translation>
    </message>
    <message>
        <source>Turn away</source>
        <translation>ไม่รับสาย</translation>
    </message>
    <message>
        <source>{who} is calling your phone</source>
        <translation>{who} กำลังโทรเข้าโทรศัพท์ของคุณ</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>มีคน</translation>
    </message>
</context>
<context>
    <name>Script</name>
    <message>
        <source>Choices</source>
        <translation>ตัวเลือก</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>สิ่งที่ต้องพูด</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>แก้คำตอบ</translation>
    </message>
    <message>
        <source>L</source>
        <comment>the key for Later</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>Nothing was entered.</source>
        <translation>ไม่มีการป้อนข้อมูล</translation>
    </message>
    <message>
        <source>This is not a date. Write it as {example}.</source>
        <translation>นี่ไม่ใช่วันที่ โปรดเขียนเป็น {example}</translation>
    </message>
    <message>
        <source>This is not one of the choices.</source>
        <translation>นี่ไม่ใช่หนึ่งในตัวเลือก</translation>
    </message>
    <message>
        <source>Yes or no?</source>
        <translation>ใช่หรือไม่?</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>ยาวเกินไป</translation>
    </message>
    <message>
        <source>This is too short.</source>
        <translation>สั้นเกินไป</translation>
    </message>
    <message>
        <source>It must look like this: {pattern}</source>
        <translation>ต้องอยู่ในรูปแบบนี้: {pattern}</translation>
    </message>
    <message>
        <source>At least {least}.</source>
        <translation>อย่างน้อย {least}</translation>
    </message>
    <message>
        <source>At most {most}.</source>
        <translation>ไม่เกิน {most}</translation>
    </message>
    <message>
        <source>Choose at least {least}.</source>
        <translation>เลือกอย่างน้อย {least} ข้อ</translation>
    </message>
    <message>
        <source>Choose at most {most}.</source>
        <translation>เลือกไม่เกิน {most} ข้อ</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <translation>ข้อมูลนี้ใช้ไม่ได้ที่นี่</translation>
    </message>
    <message>
        <source>An answer is needed here. Ask the customer, or go back.</source>
        <translation>ต้องมีคำตอบตรงนี้ โปรดถามลูกค้าหรือย้อนกลับ</translation>
    </message>
    <message>
        <source>This is not a number. Write it in digits.</source>
        <translation>นี่ไม่ใช่ตัวเลข โปรดพิมพ์เป็นตัวเลข</translation>
    </message>
    <message>
        <source>This has more decimals than the currency.</source>
        <translation>มีทศนิยมมากกว่าสกุลเงินนี้</translation>
    </message>
    <message>
        <source>This cannot be dialled. Check it with the customer, with the area code.</source>
        <translation>หมายเลขนี้โทรไม่ได้ โปรดตรวจสอบกับลูกค้าพร้อมรหัสพื้นที่</translation>
    </message>
    <message>
        <source>This is not a mail address. Have it spelled.</source>
        <translation>นี่ไม่ใช่ที่อยู่อีเมล โปรดให้ลูกค้าสะกด</translation>
    </message>
    <message>
        <source>This is no picture and no name.</source>
        <translation>นี่ไม่ใช่รูปภาพและไม่ใช่ชื่อ</translation>
    </message>
    <message>
        <source>Not before {least}.</source>
        <translation>ต้องไม่ก่อน {least}</translation>
    </message>
    <message>
        <source>Not after {most}.</source>
        <translation>ต้องไม่หลัง {most}</translation>
    </message>
    <message>
        <source>as {pattern}</source>
        <translation>ตามรูปแบบ {pattern}</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} ถึง {most}</translation>
    </message>
    <message>
        <source>{least} or more</source>
        <translation>{least} ขึ้นไป</translation>
    </message>
    <message>
        <source>from {least}</source>
        <translation>ตั้งแต่ {least}</translation>
    </message>
    <message>
        <source>{most} at most</source>
        <translation>ไม่เกิน {most}</translation>
    </message>
    <message>
        <source>up to {most}</source>
        <translation>ถึง {most}</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>พูด</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>ถาม</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>แนะนำ</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>กำลังค้นหา</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>กำลังดำเนินการ</translation>
    </message>
    <message>
        <source>To a queue</source>
        <translation>ไปที่คิว</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>โอนสาย</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>รอ</translation>
    </message>
    <message>
        <source>End</source>
        <translation>จบ</translation>
    </message>
    <message>
        <source>Looked up</source>
        <translation>ค้นหาแล้ว</translation>
    </message>
    <message>
        <source>Looked up: nothing found</source>
        <translation>ค้นหาแล้ว: ไม่พบ</translation>
    </message>
    <message>
        <source>Ticket {number} opened</source>
        <translation>เปิดเคส {number} แล้ว</translation>
    </message>
    <message>
        <source>Ticket {number} changed</source>
        <translation>แก้เคส {number} แล้ว</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>เพิ่มบันทึกแล้ว</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>บันทึกความยินยอมแล้ว</translation>
    </message>
    <message>
        <source>Contact point added</source>
        <translation>เพิ่มช่องทางติดต่อแล้ว</translation>
    </message>
    <message>
        <source>Contact point changed</source>
        <translation>แก้ช่องทางติดต่อแล้ว</translation>
    </message>
    <message>
        <source>Customer changed</source>
        <translation>แก้ข้อมูลลูกค้าแล้ว</translation>
    </message>
    <message>
        <source>Customer linked to the contact</source>
        <translation>เชื่อมลูกค้ากับการติดต่อแล้ว</translation>
    </message>
    <message>
        <source>Contact linked to the ticket</source>
        <translation>เชื่อมการติดต่อกับเคสแล้ว</translation>
    </message>
    <message>
        <source>No ticket opened</source>
        <translation>ไม่ได้เปิดเคส</translation>
    </message>
    <message>
        <source>Ticket not changed</source>
        <translation>ไม่ได้แก้เคส</translation>
    </message>
    <message>
        <source>Note not added</source>
        <translation>ไม่ได้เพิ่มบันทึก</translation>
    </message>
    <message>
        <source>Consent not recorded</source>
        <translation>ไม่ได้บันทึกความยินยอม</translation>
    </message>
    <message>
        <source>Contact point not added</source>
        <translation>ไม่ได้เพิ่มช่องทางติดต่อ</translation>
    </message>
    <message>
        <source>Contact point not changed</source>
        <translation>ไม่ได้แก้ช่องทางติดต่อ</translation>
    </message>
    <message>
        <source>Customer not changed</source>
        <translation>ไม่ได้แก้ข้อมูลลูกค้า</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>ใช่</translation>
    </message>
    <message>
        <source>No</source>
        <translation>ไม่ใช่</translation>
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
        <translation>กำลังค้นหา …</translation>
    </message>
    <message>
        <source>Something is being done …</source>
        <translation>กำลังดำเนินการ …</translation>
    </message>
    <message>
        <source>Pass the contact on to {queue}.</source>
        <translation>ส่งต่อการติดต่อไปที่ {queue}</translation>
    </message>
    <message>
        <source>Put the caller through to {number}.</source>
        <translation>โอนสายไปที่ {number}</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>โปรดรอสักครู่</translation>
    </message>
    <message>
        <source>The script is finished.</source>
        <translation>สคริปต์จบแล้ว</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>เว้นว่างได้</translation>
    </message>
    <message>
        <source>Outcome: {name}</source>
        <translation>ผลลัพธ์: {name}</translation>
    </message>
    <message>
        <source>The script has a fault here; go on in your own words. ({why})</source>
        <translation>สคริปต์มีข้อผิดพลาดตรงนี้ โปรดพูดต่อด้วยคำของคุณเอง ({why})</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>คอนโซล</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>โทรศัพท์</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>หน้าเว็บ</translation>
    </message>
    <message>
        <source>Not written into the record: {what}. The answer stays here.</source>
        <translation>ยังไม่ได้ลงบันทึก: {what} คำตอบยังอยู่ที่นี่</translation>
    </message>
    <message>
        <source>Goes into the record as soon as it is known who it is: {what}.</source>
        <translation>จะลงบันทึกทันทีที่ทราบว่าเป็นใคร: {what}</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>ยังไม่เสร็จ</translation>
    </message>
    <message>
        <source>The customer signs on the web page. Here the name of the one who agrees is typed.</source>
        <translation>ลูกค้าเซ็นชื่อบนหน้าเว็บ ที่นี่ให้พิมพ์ชื่อผู้ที่ตกลง</translation>
    </message>
    <message>
        <source>The customer takes it on the web page; put the script aside until then.</source>
        <translation>ลูกค้าถ่ายภาพบนหน้าเว็บ พักสคริปต์ไว้จนกว่าจะได้</translation>
    </message>
</context>
<context>
    <name>ScriptAnswers</name>
    <message>
        <source>Answered before</source>
        <translation>คำตอบก่อนหน้านี้</translation>
    </message>
</context>
<context>
    <name>ScriptChooser</name>
    <message>
        <source>Looking …</source>
        <translation>กำลังค้นหา …</translation>
    </message>
    <message>
        <source>No script has that in its name.</source>
        <translation>ไม่มีสคริปต์ที่มีชื่อนี้</translation>
    </message>
    <message>
        <source>There is no script for the console yet. A supervisor makes them in the designer.</source>
        <translation>ยังไม่มีสคริปต์สำหรับคอนโซล หัวหน้างานสร้างได้ในตัวออกแบบ</translation>
    </message>
    <message>
        <source>Go on: {title}</source>
        <translation>ทำต่อ: {title}</translation>
    </message>
    <message>
        <source>Start a script</source>
        <translation>เริ่มสคริปต์</translation>
    </message>
    <message>
        <source>Name of the script</source>
        <translation>ชื่อสคริปต์</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>สคริปต์</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>The script is put aside</source>
        <translation>พักสคริปต์ไว้แล้ว</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Your answer is kept and goes out as soon as it is back.</source>
        <translation>ติดต่อฮับไม่ได้ คำตอบของคุณถูกเก็บไว้และจะส่งทันทีที่กลับมา</translation>
    </message>
    <message>
        <source>Somebody else went on with this script. This is where it stands now.</source>
        <translation>มีคนอื่นดำเนินสคริปต์นี้ต่อแล้ว นี่คือจุดที่อยู่ตอนนี้</translation>
    </message>
    <message>
        <source>{name} goes on with this script now.</source>
        <translation>ตอนนี้ {name} ดำเนินสคริปต์นี้ต่อ</translation>
    </message>
    <message>
        <source>What you typed is kept: “{text}”</source>
        <translation>สิ่งที่คุณพิมพ์ถูกเก็บไว้: “{text}”</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>เสร็จแล้ว</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>พักไว้</translation>
    </message>
    <message>
        <source>Open the script</source>
        <translation>เปิดสคริปต์</translation>
    </message>
    <message>
        <source>Fold the script away</source>
        <translation>พับสคริปต์</translation>
    </message>
    <message>
        <source>Script beside the contact</source>
        <translation>สคริปต์ข้างการติดต่อ</translation>
    </message>
</context>
<context>
    <name>ScriptView</name>
    <message>
        <source>Leave as it is</source>
        <translation>คงไว้ตามเดิม</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ย้อนกลับ</translation>
    </message>
    <message>
        <source>Back to the script</source>
        <translation>กลับไปที่สคริปต์</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>ภายหลัง</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>ไม่ต้องการ</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>ดำเนินการต่อโดยไม่ทำ</translation>
    </message>
    <message>
        <source>Path so far</source>
        <translation>เส้นทางที่ผ่านมา</translation>
    </message>
    <message>
        <source>Enter changes an answer, Escape goes back to the script</source>
        <translation>Enter แก้คำตอบ Escape กลับไปที่สคริปต์</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>สคริปต์</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>แก้ไข</translation>
    </message>
    <message>
        <source>Transfer to {target}</source>
        <translation>โอนไปที่ {target}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>ถัดไป</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Name, number, e-mail, ticket …</source>
        <translation>ชื่อ หมายเลข อีเมล เคส …</translation>
    </message>
    <message>
        <source>Name, number, e-mail …</source>
        <translation>ชื่อ หมายเลข อีเมล …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>ค้นหา</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Why it did not work</source>
        <translation>เหตุที่ไม่สำเร็จ</translation>
    </message>
    <message>
        <source>Enter your login.</source>
        <translation>โปรดป้อนชื่อผู้ใช้</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>โปรดป้อนรหัสผ่าน</translation>
    </message>
    <message>
        <source>Enter the address of the hub; your supervisor knows it.</source>
        <translation>ป้อนที่อยู่ของศูนย์ หัวหน้างานของคุณทราบ</translation>
    </message>
    <message>
        <source>Sign in to take contacts.</source>
        <translation>เข้าสู่ระบบเพื่อรับสาย</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>ชื่อผู้ใช้</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>รหัสผ่าน</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>ศูนย์</translation>
    </message>
    <message>
        <source>Remember my login on this machine</source>
        <translation>จำชื่อผู้ใช้ของฉันในเครื่องนี้</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>เข้าสู่ระบบ</translation>
    </message>
</context>
<context>
    <name>Simulator</name>
    <message>
        <source>The flow has changed since. Start again to try it as it is now.</source>
        <translation>โฟลว์เปลี่ยนไปแล้ว เริ่มใหม่เพื่อทดลองตามปัจจุบัน</translation>
    </message>
    <message>
        <source>The customer&apos;s language</source>
        <translation>ภาษาของลูกค้า</translation>
    </message>
    <message>
        <source>Trouble: {what}</source>
        <translation>ปัญหา: {what}</translation>
    </message>
    <message>
        <source>Nobody is known: an unknown caller.</source>
        <translation>ไม่รู้จักผู้โทร</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>ทดลอง</translation>
    </message>
    <message>
        <source>Try the flow</source>
        <translation>ทดลองโฟลว์</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>ผู้พูด</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>As this customer</source>
        <translation>ในนามลูกค้านี้</translation>
    </message>
    <message>
        <source>As a customer: name, number …</source>
        <translation>ในนามลูกค้า: ชื่อ หมายเลข …</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>ตัวแปร</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>เริ่ม</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>คอนโซล</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>โทรศัพท์</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>หน้าเว็บ</translation>
    </message>
    <message>
        <source>Nothing is being tried</source>
        <translation>ยังไม่ได้ทดลอง</translation>
    </message>
    <message>
        <source>Choose who speaks and as whom, then start. Nothing of it reaches the record.</source>
        <translation>เลือกผู้พูดและลูกค้า แล้วเริ่ม จะไม่มีสิ่งใดบันทึกลงระบบ</translation>
    </message>
</context>
<context>
    <name>StaleDialog</name>
    <message>
        <source>Somebody else saved this flow</source>
        <translation>มีคนอื่นบันทึกโฟลว์นี้แล้ว</translation>
    </message>
    <message>
        <source>{who} saved version {number} after you had begun. Lines with − are theirs alone, lines with + are yours alone. Every save is kept as a version: nothing is lost, whatever you choose.</source>
        <translation>{who} บันทึกเวอร์ชัน {number} หลังจากที่คุณเริ่ม บรรทัดที่มี − มีเฉพาะของเขา บรรทัดที่มี + มีเฉพาะของคุณ ทุกครั้งที่บันทึกจะเก็บเป็นเวอร์ชัน ไม่ว่าเลือกอย่างไรก็ไม่มีอะไรหาย</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>มีคน</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>ความแตกต่าง</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>ของเขา</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>ของคุณ</translation>
    </message>
    <message>
        <source>Back, merge by hand</source>
        <translation>กลับไปรวมเอง</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>ใช้ของเขา</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>บันทึกของฉันทับ</translation>
    </message>
</context>
<context>
    <name>StateControl</name>
    <message>
        <source>next: {state}</source>
        <translation>ถัดไป: {state}</translation>
    </message>
    <message>
        <source>Agent state</source>
        <translation>สถานะเจ้าหน้าที่</translation>
    </message>
    <message>
        <source>Choose your state</source>
        <translation>เลือกสถานะของคุณ</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Ready</source>
        <translation>พร้อม</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>ไม่พร้อม</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>กำลังเสนอสาย</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>กำลังสนทนา</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>พักสาย</translation>
    </message>
    <message>
        <source>After-call work</source>
        <translation>งานหลังวางสาย</translation>
    </message>
    <message>
        <source>Not responding</source>
        <translation>ไม่ตอบรับ</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>ออกจากระบบแล้ว</translation>
    </message>
    <message>
        <source>In the greeting</source>
        <translation>อยู่ในคำทักทาย</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>กำลังรอ</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>กำลังดัง</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>กำลังเชื่อมต่อ</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>พักสายอยู่</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>กำลังปรึกษา</translation>
    </message>
    <message>
        <source>Asked in</source>
        <translation>ถูกขอให้เข้าร่วม</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>ส่งต่อแล้ว</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>ประชุมสาย</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>ปิดแล้ว</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>ไม่แสดงหมายเลข</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>{runs} runs came here, {lost} of them went no further</source>
        <translation>{runs} รันมาถึงที่นี่ {lost} รันไม่ไปต่อ</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} วินาที</translation>
    </message>
</context>
<context>
    <name>StatisticsPanel</name>
    <message>
        <source>Not compared</source>
        <translation>ไม่เปรียบเทียบ</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>เวอร์ชัน {number}</translation>
    </message>
    <message>
        <source>{n} runs</source>
        <translation>{n} รัน</translation>
    </message>
    <message>
        <source>{n} ended ({share})</source>
        <translation>จบ {n} ({share})</translation>
    </message>
    <message>
        <source>{n} given up</source>
        <translation>เลิกกลางคัน {n}</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>ยังเปิดอยู่ {n}</translation>
    </message>
    <message>
        <source>{n} times inside other flows</source>
        <translation>ในโฟลว์อื่น {n} ครั้ง</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>โหนด</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>รัน</translation>
    </message>
    <message>
        <source>Runs that came to the node, each once</source>
        <translation>รันที่มาถึงโหนด นับครั้งเดียวต่อรัน</translation>
    </message>
    <message>
        <source>Of all</source>
        <translation>ของทั้งหมด</translation>
    </message>
    <message>
        <source>Runs that came here ÷ runs of the version</source>
        <translation>รันที่มาถึงที่นี่ ÷ รันของเวอร์ชัน</translation>
    </message>
    <message>
        <source>Drop-off</source>
        <translation>หลุดออก</translation>
    </message>
    <message>
        <source>Runs that went no further, to no end ÷ runs that came here</source>
        <translation>รันที่ไม่ไปต่อและไม่จบ ÷ รันที่มาถึงที่นี่</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>เวลา</translation>
    </message>
    <message>
        <source>Median of the time at the node</source>
        <translation>มัธยฐานของเวลาที่โหนด</translation>
    </message>
    <message>
        <source>9 of 10</source>
        <translation>9 ใน 10</translation>
    </message>
    <message>
        <source>Nine in ten took no longer than this at the node</source>
        <translation>เก้าในสิบใช้เวลาที่โหนดไม่เกินนี้</translation>
    </message>
    <message>
        <source>{node}: other answers</source>
        <translation>{node}: คำตอบอื่น</translation>
    </message>
    <message>
        <source>{node}: mean</source>
        <translation>{node}: ค่าเฉลี่ย</translation>
    </message>
    <message>
        <source>{node}: entries that did not fit</source>
        <translation>{node}: ข้อมูลที่ไม่ตรง</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>คำตอบ</translation>
    </message>
    <message>
        <source>Of each run its last answer to the question</source>
        <translation>นับคำตอบสุดท้ายของแต่ละรัน</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>สัดส่วน</translation>
    </message>
    <message>
        <source>Of the runs that answered the question</source>
        <translation>ของรันที่ตอบคำถาม</translation>
    </message>
    <message>
        <source>(no outcome)</source>
        <translation>(ไม่มีผลลัพธ์)</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>ผลลัพธ์</translation>
    </message>
    <message>
        <source>Runs that ended with it</source>
        <translation>รันที่จบด้วยผลนี้</translation>
    </message>
    <message>
        <source>Of the runs that ended</source>
        <translation>ของรันที่จบแล้ว</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>ที่แนะนำ</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>แสดง</translation>
    </message>
    <message>
        <source>Runs in which it was shown</source>
        <translation>รันที่แสดง</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>ตอบรับ</translation>
    </message>
    <message>
        <source>Runs in which it was accepted</source>
        <translation>รันที่ตอบรับ</translation>
    </message>
    <message>
        <source>Accepted ÷ shown</source>
        <translation>ตอบรับ ÷ แสดง</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>The interval in which the true share lies in 95 of 100 cases (Wilson)</source>
        <translation>ช่วงที่สัดส่วนจริงอยู่ใน 95 จาก 100 กรณี (Wilson)</translation>
    </message>
    <message>
        <source>Outcome: {name}</source>
        <translation>ผลลัพธ์: {name}</translation>
    </message>
    <message>
        <source>Ends at: {name}</source>
        <translation>จบที่: {name}</translation>
    </message>
    <message>
        <source>Result: {name}</source>
        <translation>ผล: {name}</translation>
    </message>
    <message>
        <source>Accepted at: {name}</source>
        <translation>ตอบรับที่: {name}</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>ตัวเลข</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>เวอร์ชัน</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>เทียบกับ</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>ช่วงเวลา</translation>
    </message>
    <message>
        <source>Compared by</source>
        <translation>เทียบด้วย</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>นับใหม่</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>24 ชั่วโมงที่ผ่านมา</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 วันที่ผ่านมา</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 วันที่ผ่านมา</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>90 วันที่ผ่านมา</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>ทั้งหมด</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>โหนด</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>คำตอบ</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>จุดจบ</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>ข้อเสนอ</translation>
    </message>
    <message>
        <source>A/B</source>
        <translation>A/B</translation>
    </message>
    <message>
        <source>No runs in this time</source>
        <translation>ไม่มีรันในช่วงนี้</translation>
    </message>
    <message>
        <source>When calls, pages or agents have used this version, you see here where they went.</source>
        <translation>เมื่อสาย หน้าเว็บ หรือพนักงานใช้เวอร์ชันนี้แล้ว จะเห็นเส้นทางที่นี่</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>typing</source>
        <translation>การพิมพ์</translation>
    </message>
    <message>
        <source>change</source>
        <translation>การเปลี่ยนแปลง</translation>
    </message>
    <message>
        <source>move</source>
        <translation>การย้าย</translation>
    </message>
    <message>
        <source>placing by itself</source>
        <translation>การวางอัตโนมัติ</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>การเชื่อมต่อ</translation>
    </message>
    <message>
        <source>disconnection</source>
        <translation>การตัดการเชื่อมต่อ</translation>
    </message>
    <message>
        <source>new node</source>
        <translation>โหนดใหม่</translation>
    </message>
    <message>
        <source>deletion</source>
        <translation>การลบ</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>การเปลี่ยนชื่อ</translation>
    </message>
    <message>
        <source>pasting</source>
        <translation>การวาง</translation>
    </message>
    <message>
        <source>duplication</source>
        <translation>การทำสำเนา</translation>
    </message>
</context>
<context>
    <name>Target</name>
    <message>
        <source>choose …</source>
        <translation>เลือก …</translation>
    </message>
    <message>
        <source>Go to {node}</source>
        <translation>ไปที่ {node}</translation>
    </message>
    <message>
        <source>Take out the way {name}</source>
        <translation>เอาทาง {name} ออก</translation>
    </message>
</context>
<context>
    <name>Targets</name>
    <message>
        <source>call this number</source>
        <translation>โทรหมายเลขนี้</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>รอ %n สาย</numerusform>
        </translation>
    </message>
    <message>
        <source>Consult</source>
        <translation>ปรึกษา</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>โอนสายไปที่</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>ชื่อหรือหมายเลข</translation>
    </message>
    <message>
        <source>Name, queue or number</source>
        <translation>ชื่อ คิว หรือหมายเลข</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>ปลายทาง</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>รายการปลายทาง</translation>
    </message>
    <message>
        <source>The caller hears music while you speak with them.</source>
        <translation>ผู้โทรจะได้ยินเพลงขณะที่คุณคุยกับปลายทาง</translation>
    </message>
    <message>
        <source>The caller is passed on at once. To speak first, consult.</source>
        <translation>ผู้โทรจะถูกโอนทันที หากต้องการคุยก่อนให้ใช้ปรึกษา</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>No translation yet</source>
        <translation>ยังไม่มีคำแปล</translation>
    </message>
</context>
<context>
    <name>TicketDialog</name>
    <message>
        <source>Ticket #{number}</source>
        <translation>เคส #{number}</translation>
    </message>
    <message>
        <source>New ticket from this call</source>
        <translation>เคสใหม่จากสายนี้</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>เคสใหม่</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>Open ticket</source>
        <translation>เปิดเคส</translation>
    </message>
    <message>
        <source>no queue</source>
        <translation>ไม่มีคิว</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>ไม่มีใคร</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>หัวเรื่อง</translation>
    </message>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>ความสำคัญ</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>คิว</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>เจ้าหน้าที่</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>A ticket needs a subject: what is it about?</source>
        <translation>เคสต้องมีหัวเรื่อง: เกี่ยวกับอะไร</translation>
    </message>
    <message>
        <source>Ticket opened</source>
        <translation>เปิดเคสแล้ว</translation>
    </message>
    <message>
        <source>Ticket saved</source>
        <translation>บันทึกเคสแล้ว</translation>
    </message>
    <message>
        <source>Save what was chosen</source>
        <translation>บันทึกสิ่งที่เลือก</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>Own fields</source>
        <translation>ช่องเพิ่มเติม</translation>
    </message>
</context>
<context>
    <name>TicketList</name>
    <message>
        <source>Tickets</source>
        <translation>เคส</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>กรองตามสถานะ</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>ทุกสถานะ</translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>เฉพาะของฉัน</translation>
    </message>
    <message>
        <source>Read the list again</source>
        <translation>อ่านรายการใหม่</translation>
    </message>
    <message>
        <source>Close the list of tickets</source>
        <translation>ปิดรายการเคส</translation>
    </message>
</context>
<context>
    <name>Tickets</name>
    <message>
        <source>Number</source>
        <translation>หมายเลข</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>หัวเรื่อง</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>ลูกค้า</translation>
    </message>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>ความสำคัญ</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>คิว</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>เจ้าหน้าที่</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>แก้ไขแล้ว</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>ไทม์ไลน์</translation>
    </message>
    <message>
        <source>Everything that happened with this customer, newest first</source>
        <translation>ทุกอย่างที่เกิดขึ้นกับลูกค้ารายนี้ ล่าสุดก่อน</translation>
    </message>
    <message>
        <source>Nothing has happened with this customer yet.</source>
        <translation>ยังไม่มีอะไรเกิดขึ้นกับลูกค้ารายนี้</translation>
    </message>
    <message>
        <source>Show only: {channel}</source>
        <translation>แสดงเฉพาะ: {channel}</translation>
    </message>
    <message>
        <source>Nothing of this kind.</source>
        <translation>ไม่มีรายการประเภทนี้</translation>
    </message>
    <message>
        <source>What happened before is shown here as soon as the customer is known.</source>
        <translation>ประวัติจะแสดงที่นี่เมื่อทราบว่าลูกค้าเป็นใคร</translation>
    </message>
    <message>
        <source>Show all of it or less</source>
        <translation>แสดงทั้งหมดหรือย่อ</translation>
    </message>
    <message>
        <source>Open the ticket</source>
        <translation>เปิดเคส</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>แก้ไขบันทึก</translation>
    </message>
    <message>
        <source>Strike the note out</source>
        <translation>ขีดฆ่าบันทึก</translation>
    </message>
</context>
<context>
    <name>Tongue</name>
    <message>
        <source>Language of the script: {name}</source>
        <translation>ภาษาของสคริปต์: {name}</translation>
    </message>
</context>
<context>
    <name>TownButton</name>
    <message>
        <source>The town is not there (it is started with the demo)</source>
        <translation>เมืองจำลองไม่อยู่ (เริ่มพร้อมกับเดโม)</translation>
    </message>
    <message>
        <source>Next caller now</source>
        <translation>ให้ผู้โทรรายถัดไปโทรเลย</translation>
    </message>
    <message>
        <source>Next caller</source>
        <translation>ผู้โทรรายถัดไป</translation>
    </message>
    <message>
        <source>Simulated callers: {now} on the phone, {calls} so far</source>
        <translation>ผู้โทรจำลอง: อยู่ในสาย {now} รวม {calls} สาย</translation>
    </message>
    <message>
        <source>dialling</source>
        <translation>กำลังโทร</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>กำลังดัง</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>กำลังรอ</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>กำลังคุย</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>พักสายอยู่</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>ไม่แสดง</translation>
    </message>
    <message>
        <source>The line is full: the last caller heard busy</source>
        <translation>สายเต็ม: ผู้โทรคนล่าสุดได้ยินสัญญาณไม่ว่าง</translation>
    </message>
    <message>
        <source>The line does not answer: is the hub running?</source>
        <translation>สายไม่ตอบ: ศูนย์ทำงานอยู่หรือไม่</translation>
    </message>
    <message>
        <source>The line refused the last caller</source>
        <translation>สายปฏิเสธผู้โทรคนล่าสุด</translation>
    </message>
    <message>
        <source>A caller&apos;s phone did not start; the town&apos;s log says why</source>
        <translation>โทรศัพท์ของผู้โทรเริ่มไม่ได้ ดูสาเหตุในบันทึกของเมือง</translation>
    </message>
    <message>
        <source>Nobody calls</source>
        <translation>ไม่มีใครโทร</translation>
    </message>
    <message>
        <source>Calm: a call a minute</source>
        <translation>สงบ: หนึ่งสายต่อนาที</translation>
    </message>
    <message>
        <source>Normal: two at a time</source>
        <translation>ปกติ: ครั้งละสองสาย</translation>
    </message>
    <message>
        <source>Busy: as many as the line carries</source>
        <translation>ยุ่ง: เต็มความจุสาย</translation>
    </message>
    <message>
        <source>A known customer</source>
        <translation>ลูกค้าที่รู้จัก</translation>
    </message>
    <message>
        <source>An unknown number</source>
        <translation>หมายเลขไม่รู้จัก</translation>
    </message>
    <message>
        <source>A withheld number</source>
        <translation>หมายเลขที่ไม่แสดง</translation>
    </message>
    <message>
        <source>A number that two customers share</source>
        <translation>หมายเลขที่ลูกค้าสองรายใช้ร่วมกัน</translation>
    </message>
    <message>
        <source>The simulated town</source>
        <translation>เมืองจำลอง</translation>
    </message>
</context>
<context>
    <name>Twins</name>
    <message>
        <source>In the record already? Take that one</source>
        <translation>มีในระบบแล้ว? ใช้รายนั้นแทน</translation>
    </message>
</context>
<context>
    <name>Types</name>
    <message>
        <source>Text</source>
        <translation>ข้อความ</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>ตัวเลข</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>วันที่</translation>
    </message>
    <message>
        <source>Amount of money</source>
        <translation>จำนวนเงิน</translation>
    </message>
    <message>
        <source>One of the choices</source>
        <translation>เลือกหนึ่งข้อ</translation>
    </message>
    <message>
        <source>Several of the choices</source>
        <translation>เลือกหลายข้อ</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>ใช่หรือไม่</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>หมายเลขโทรศัพท์</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>อีเมล</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>ลายเซ็น</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>รูปถ่าย</translation>
    </message>
</context>
<context>
    <name>UserButton</name>
    <message>
        <source>As the system</source>
        <translation>ตามระบบ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>สว่าง</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>มืด</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>ธีม</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>You and your settings</source>
        <translation>คุณและการตั้งค่าของคุณ</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>Version</source>
        <translation>เวอร์ชัน</translation>
    </message>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>บันทึกเมื่อ</translation>
    </message>
    <message>
        <source>By</source>
        <translation>โดย</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>ฉบับร่าง</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>กำลังตรวจทาน</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>ถูกแทนที่แล้ว</translation>
    </message>
    <message>
        <source>Live from {when}</source>
        <translation>เปิดใช้ตั้งแต่ {when}</translation>
    </message>
    <message>
        <source>Live, {share} %</source>
        <translation>เปิดใช้ {share} %</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>เปิดใช้อยู่</translation>
    </message>
</context>
<context>
    <name>VersionsPanel</name>
    <message>
        <source>It has errors: see the problems.</source>
        <translation>มีข้อผิดพลาด: ดูรายการปัญหา</translation>
    </message>
    <message>
        <source>Version {number} cannot be read; compare the texts.</source>
        <translation>อ่านเวอร์ชัน {number} ไม่ได้ โปรดเทียบข้อความ</translation>
    </message>
    <message>
        <source>This is what stands in the editor.</source>
        <translation>ตรงกับที่อยู่ในตัวแก้ไข</translation>
    </message>
    <message>
        <source>Only comments, order or places differ from version {number}.</source>
        <translation>ต่างจากเวอร์ชัน {number} เพียงความเห็น ลำดับ หรือตำแหน่ง</translation>
    </message>
    <message>
        <source>Since version {number}, nodes: {added} added, {changed} changed, {removed} taken away.</source>
        <translation>ตั้งแต่เวอร์ชัน {number} โหนด: เพิ่ม {added} เปลี่ยน {changed} ลบ {removed}</translation>
    </message>
    <message>
        <source>The flow itself</source>
        <translation>ตัวโฟลว์เอง</translation>
    </message>
    <message>
        <source>Version {number} is in review</source>
        <translation>เวอร์ชัน {number} อยู่ระหว่างตรวจทาน</translation>
    </message>
    <message>
        <source>Version {number} is a draft again</source>
        <translation>เวอร์ชัน {number} กลับเป็นฉบับร่างแล้ว</translation>
    </message>
    <message>
        <source>Version {number} is live</source>
        <translation>เวอร์ชัน {number} เปิดใช้แล้ว</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>เวอร์ชัน</translation>
    </message>
    <message>
        <source>Versions of this flow</source>
        <translation>เวอร์ชันของโฟลว์นี้</translation>
    </message>
    <message>
        <source>Differences, node by node</source>
        <translation>ความต่างทีละโหนด</translation>
    </message>
    <message>
        <source>Differences in the text</source>
        <translation>ความต่างในข้อความ</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>โหนด</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>ข้อความ</translation>
    </message>
    <message>
        <source>Hand in for review</source>
        <translation>ส่งตรวจทาน</translation>
    </message>
    <message>
        <source>Go live …</source>
        <translation>เปิดใช้งาน …</translation>
    </message>
    <message>
        <source>Back to draft</source>
        <translation>กลับเป็นฉบับร่าง</translation>
    </message>
    <message>
        <source>Make it live again</source>
        <translation>เปิดใช้อีกครั้ง</translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation>เปิดในตัวแก้ไข</translation>
    </message>
    <message>
        <source>No versions yet</source>
        <translation>ยังไม่มีเวอร์ชัน</translation>
    </message>
    <message>
        <source>Save the flow once: from then on every version is kept here and can be compared.</source>
        <translation>บันทึกโฟลว์หนึ่งครั้ง จากนั้นทุกเวอร์ชันจะถูกเก็บไว้ที่นี่และเทียบกันได้</translation>
    </message>
</context>
<context>
    <name>WaitPage</name>
    <message>
        <source>Connecting to {hub} …</source>
        <translation>กำลังเชื่อมต่อกับ {hub} …</translation>
    </message>
    <message>
        <source>Sign in by hand</source>
        <translation>เข้าสู่ระบบเอง</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>กำลังเชื่อมต่อ</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>you have {skill}, level {level}</source>
        <translation>คุณมีทักษะ {skill} ระดับ {level}</translation>
    </message>
    <message>
        <source>you have the skill {skill}</source>
        <translation>คุณมีทักษะ {skill}</translation>
    </message>
    <message>
        <source>the customer asks for you</source>
        <translation>ลูกค้าขอคุยกับคุณ</translation>
    </message>
    <message>
        <source>you have been free the longest</source>
        <translation>คุณว่างนานที่สุด</translation>
    </message>
    <message>
        <source>nobody else is free</source>
        <translation>ไม่มีคนอื่นว่าง</translation>
    </message>
    <message>
        <source>{agent} asks you</source>
        <translation>{agent} ขอให้คุณช่วย</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>yes</source>
        <translation>ใช่</translation>
    </message>
    <message>
        <source>no</source>
        <translation>ไม่</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>สาย</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>อีเมล</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>แฟกซ์</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>แชท</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>เข้าพบ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>เคส</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>บุคคล</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>องค์กร</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>โทรศัพท์</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>ที่อยู่</translation>
    </message>
    <message>
        <source>mobile</source>
        <translation>มือถือ</translation>
    </message>
    <message>
        <source>home</source>
        <translation>บ้าน</translation>
    </message>
    <message>
        <source>office</source>
        <translation>สำนักงาน</translation>
    </message>
    <message>
        <source>work</source>
        <translation>ที่ทำงาน</translation>
    </message>
    <message>
        <source>second mobile</source>
        <translation>มือถือสำรอง</translation>
    </message>
    <message>
        <source>private</source>
        <translation>ส่วนตัว</translation>
    </message>
    <message>
        <source>switchboard</source>
        <translation>โอเปอเรเตอร์</translation>
    </message>
    <message>
        <source>on duty</source>
        <translation>เวรประจำ</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>จัดส่ง</translation>
    </message>
    <message>
        <source>fax</source>
        <translation>แฟกซ์</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>บุคคลทั่วไป</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>ธุรกิจ</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>สมาชิก</translation>
    </message>
    <message>
        <source>on the phone</source>
        <translation>ทางโทรศัพท์</translation>
    </message>
    <message>
        <source>web form</source>
        <translation>แบบฟอร์มเว็บ</translation>
    </message>
    <message>
        <source>order form</source>
        <translation>ใบสั่งซื้อ</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>เปิดอยู่</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>รอดำเนินการ</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>แก้แล้ว</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>ปิดแล้ว</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>ต่ำ</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>ปกติ</translation>
    </message>
    <message>
        <source>High</source>
        <translation>สูง</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>ด่วน</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>ใช้งานอยู่</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>คืนแล้ว</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>หมดอายุ</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>การตลาด</translation>
    </message>
    <message>
        <source>Recording of calls</source>
        <translation>การบันทึกเสียงสาย</translation>
    </message>
    <message>
        <source>Surveys</source>
        <translation>แบบสำรวจ</translation>
    </message>
    <message>
        <source>Use of data</source>
        <translation>การใช้ข้อมูล</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>พนักงาน</translation>
    </message>
    <message>
        <source>spouse</source>
        <translation>คู่สมรส</translation>
    </message>
    <message>
        <source>child</source>
        <translation>บุตร</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>ผู้ปกครอง</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>สาขา</translation>
    </message>
    <message>
        <source>assistant</source>
        <translation>ผู้ช่วย</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>เจ้าของ</translation>
    </message>
    <message>
        <source>contact person</source>
        <translation>ผู้ติดต่อ</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>สายออก</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>สายเข้า</translation>
    </message>
    <message>
        <source>E-mail sent</source>
        <translation>ส่งอีเมลแล้ว</translation>
    </message>
    <message>
        <source>E-mail received</source>
        <translation>ได้รับอีเมล</translation>
    </message>
    <message>
        <source>Fax sent</source>
        <translation>ส่งแฟกซ์แล้ว</translation>
    </message>
    <message>
        <source>Fax received</source>
        <translation>ได้รับแฟกซ์</translation>
    </message>
    <message>
        <source>in the greeting</source>
        <translation>อยู่ในคำทักทาย</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>กำลังรอ</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>กำลังดัง</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>กำลังเชื่อมต่อ</translation>
    </message>
    <message>
        <source>talking now</source>
        <translation>กำลังสนทนา</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>พักสายอยู่</translation>
    </message>
    <message>
        <source>consulting</source>
        <translation>กำลังปรึกษา</translation>
    </message>
    <message>
        <source>in conference</source>
        <translation>อยู่ในประชุมสาย</translation>
    </message>
    <message>
        <source>after-call work</source>
        <translation>งานหลังวางสาย</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>date and time of this year, as QDateTime has it</comment>
        <translation>d MMM HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <comment>date and time, as QDateTime has it</comment>
        <translation>d MMM yyyy HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date, as QDateTime has it</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>เมื่อสักครู่</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} นาทีที่แล้ว</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n} ชม. ที่แล้ว</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>เมื่อวาน</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>{n} วันที่แล้ว</translation>
    </message>
    <message>
        <source>{n} weeks ago</source>
        <translation>{n} สัปดาห์ที่แล้ว</translation>
    </message>
    <message>
        <source>{n} months ago</source>
        <translation>{n} เดือนที่แล้ว</translation>
    </message>
    <message>
        <source>{n} years ago</source>
        <translation>{n} ปีที่แล้ว</translation>
    </message>
    <message>
        <source>it is their main number</source>
        <translation>เป็นหมายเลขหลัก</translation>
    </message>
    <message>
        <source>last contact {ago}</source>
        <translation>ติดต่อล่าสุด {ago}</translation>
    </message>
    <message>
        <source>open ticket #{number}</source>
        <translation>เคสที่เปิดอยู่ #{number}</translation>
    </message>
    <message>
        <source>nobody else has it</source>
        <translation>ไม่มีผู้อื่นใช้หมายเลขนี้</translation>
    </message>
    <message>
        <source>Found by {number}</source>
        <translation>พบจาก {number}</translation>
    </message>
    <message>
        <source>it is the organisation&apos;s number</source>
        <translation>เป็นหมายเลขขององค์กร</translation>
    </message>
    <message>
        <source>listed as “{label}”</source>
        <translation>ระบุเป็น “{label}”</translation>
    </message>
    <message>
        <source>an agent said so</source>
        <translation>เจ้าหน้าที่ระบุ</translation>
    </message>
    <message>
        <source>asserted by the network</source>
        <translation>เครือข่ายรับรอง</translation>
    </message>
    <message>
        <source>given by the network</source>
        <translation>เครือข่ายให้มา</translation>
    </message>
    <message>
        <source>as the caller&apos;s side gave it</source>
        <translation>ฝั่งผู้โทรให้มา</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>ไม่แสดง</translation>
    </message>
    <message>
        <source>The caller withholds the number.</source>
        <translation>ผู้โทรไม่แสดงหมายเลข</translation>
    </message>
    <message>
        <source>“{raw}” cannot be read as a number.</source>
        <translation>อ่าน “{raw}” เป็นหมายเลขไม่ได้</translation>
    </message>
    <message>
        <source>Nobody in the record has {number}.</source>
        <translation>ไม่มีใครในระเบียนใช้ {number}</translation>
    </message>
    <message>
        <source>{number} belongs to {n} customers. Who is it?</source>
        <translation>{number} เป็นของลูกค้า {n} ราย เป็นรายใด</translation>
    </message>
    <message>
        <source>Found by the address {address}</source>
        <translation>พบจากที่อยู่ {address}</translation>
    </message>
    <message>
        <source>Found by ticket {number}</source>
        <translation>พบจากเคส {number}</translation>
    </message>
    <message>
        <source>An agent said who it is</source>
        <translation>เจ้าหน้าที่ระบุแล้วว่าเป็นใคร</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>ลูกค้า</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>ไม่ได้รับสาย</translation>
    </message>
</context>
<context>
    <name>WrapUpPanel</name>
    <message>
        <source>then: {state}</source>
        <translation>จากนั้น: {state}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>เหลือ {time}</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>บันทึกผลแล้ว</translation>
    </message>
    <message>
        <source>Kept here. It is booked as soon as the hub is back.</source>
        <translation>เก็บไว้ที่นี่ จะบันทึกผลทันทีที่ศูนย์กลับมา</translation>
    </message>
    <message>
        <source>What was the outcome?</source>
        <translation>ผลเป็นอย่างไร</translation>
    </message>
    <message>
        <source>A note for the next one who opens this customer</source>
        <translation>บันทึกถึงคนถัดไปที่เปิดลูกค้ารายนี้</translation>
    </message>
    <message>
        <source>Wrap-up note</source>
        <translation>บันทึกสรุปงาน</translation>
    </message>
    <message>
        <source>Book and close</source>
        <translation>บันทึกผลและปิด</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>สรุปงาน</translation>
    </message>
</context>
<context>
    <name>YamlText</name>
    <message>
        <source>Text of the flow (YAML)</source>
        <translation>ข้อความของโฟลว์ (YAML)</translation>
    </message>
</context>
<context>
    <name>_Mistakes</name>
    <message>
        <source>Something went wrong here. It is in the log; what you typed is kept.</source>
        <translation>เกิดข้อผิดพลาดที่นี่ บันทึกลงในล็อกแล้ว สิ่งที่พิมพ์ถูกเก็บไว้</translation>
    </message>
</context>
</TS>
