<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Countdown</name>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hands</name>
    <message numerus="yes">
        <source>%n nodes were deleted, with the ways to them.</source>
        <translation>
            <numerusform>%n node was deleted, with the ways to it.</numerusform>
            <numerusform>%n nodes were deleted, with the ways to them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) copied</source>
        <translation>
            <numerusform>%n node copied</numerusform>
            <numerusform>%n nodes copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message numerus="yes">
        <source>%n are waiting.</source>
        <comment>callers in all queues</comment>
        <translation>
            <numerusform>%n caller is waiting.</numerusform>
            <numerusform>%n callers are waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LivenessMark</name>
    <message numerus="yes">
        <source>%n s behind</source>
        <translation>
            <numerusform>%n s behind</numerusform>
            <numerusform>%n s behind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%n kept until the hub is back</source>
        <translation>
            <numerusform>%n kept until the hub is back</numerusform>
            <numerusform>%n kept until the hub is back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n not taken</numerusform>
            <numerusform>%n not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhoneWindow</name>
    <message numerus="yes">
        <source>Say something: you hear it a second later. %n s left.</source>
        <translation>
            <numerusform>Say something: you hear it a second later. %n s left.</numerusform>
            <numerusform>Say something: you hear it a second later. %n s left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n ready</numerusform>
            <numerusform>%n ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents could take an offer now</source>
        <translation>
            <numerusform>%n agent could take an offer now</numerusform>
            <numerusform>%n agents could take an offer now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Targets</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
</TS>
